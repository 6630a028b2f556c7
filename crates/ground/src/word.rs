//! Values that are one word each, in the database, in addresses and in messages.

/// Declares such values with their words, and how an unknown word is answered: the kind of [`Problem`] and
/// its code, which is told the word as `text`.
///
/// ```
/// ground::words! {
///     /// How far a task is.
///     Stage, invalid "example.stage.unknown":
///     /// Nobody has begun.
///     New = "new",
///     /// Finished.
///     Done = "done",
/// }
/// assert_eq!("done".parse::<Stage>().unwrap(), Stage::Done);
/// assert_eq!(Stage::ALL.len(), 2);
/// assert_eq!("over".parse::<Stage>().unwrap_err().code, "example.stage.unknown");
/// ```
///
/// [`Problem`]: crate::Problem
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $kind:ident $unknown:literal:
     $($(#[$item:meta])* $variant:ident = $word:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$item])* $variant),*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word in databases, addresses and messages.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word),*
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Problem;

            fn from_str(text: &str) -> $crate::Result<$name> {
                match text {
                    $($word => Ok($name::$variant),)*
                    _ => Err($crate::Problem::$kind($unknown).with("text", text)),
                }
            }
        }
    };
}
