//! Where the engine listens.

use ground::{Problem, Result};

/// The port that Spark Connect listens at unless told otherwise.
const PORT: u16 = 15002;

/// Reads `sc://host[:port]` as an address for gRPC.
///
/// # Errors
/// `engine.address` for anything else; `engine.address_option` for an address with options: without
/// encryption a token would be read by whoever listens.
pub(crate) fn read(text: &str) -> Result<String> {
    let wrong = || Problem::invalid("engine.address").with("address", text);
    let rest = text.strip_prefix("sc://").ok_or_else(wrong)?;
    let (place, options) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(option) = options.split(';').find(|option| !option.is_empty()) {
        let name = option.split('=').next().unwrap_or_default();
        return Err(Problem::invalid("engine.address_option").with("option", name));
    }
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().map_err(|_| wrong())?),
        _ => (place, PORT),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
    if host.is_empty() || !host.chars().all(plain) {
        return Err(wrong());
    }
    Ok(format!("http://{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let code = |text: &str| read(text).unwrap_err().code;
        assert_eq!(read("sc://spark.example").unwrap(), "http://spark.example:15002");
        assert_eq!(read("sc://127.0.0.1:7077/").unwrap(), "http://127.0.0.1:7077");
        assert_eq!(read("sc://[::1]").unwrap(), "http://[::1]:15002");
        assert_eq!(code("sc://h:1/;token=secret"), "engine.address_option");
        assert!(!read("sc://h/;token=secret").unwrap_err().to_string().contains("secret"));
        for wrong in ["http://h:1", "sc://", "sc://h:x", "sc://h:99999", "sc://a b"] {
            assert_eq!(code(wrong), "engine.address", "{wrong}");
        }
    }
}
