//! Named SQL.

/// A piece of SQL with a name (`room.subject.what`), for logs, metrics and the test that prepares it.
#[derive(Debug)]
pub struct Statement {
    /// Dotted name.
    pub name: &'static str,
    /// The text, with parameters `$1`, `$2`, …; the same for both engines.
    pub sql: &'static str,
}

/// Declares statements as constants and lists them in `STATEMENTS`.
///
/// ```
/// store::statements! {
///     /// One household by id.
///     FIND = "registry.household.find": "SELECT head FROM household WHERE id = $1";
/// }
/// assert_eq!(STATEMENTS[0].name, FIND.name);
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $label:literal : $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) static $name: $crate::Statement = $crate::Statement { name: $label, sql: $sql };)*
        /// Every statement of this file.
        pub(crate) static STATEMENTS: &[&$crate::Statement] = &[$(&$name),*];
    };
}
