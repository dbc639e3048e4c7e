//! Whether a connection to PostgreSQL is encrypted. `sslmode` in the address decides; without it, a server on this machine is
//! spoken to in the clear and any other only over TLS. With TLS the certificate is always verified, against the public roots or
//! the file named by `sslrootcert`; there is no way to switch that off.

use std::net::IpAddr;
use std::sync::Arc;

use ::postgres::config::{Host, SslMode};
use ::postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::Error;

/// How to speak to the server.
pub(super) enum Tls {
    Clear,
    Encrypted(MakeRustlsConnect),
}

impl Tls {
    pub(super) fn for_config(config: &mut Config, asked: bool, root_certificate: Option<&str>) -> Result<Self, Error> {
        if !asked {
            let mode = if is_on_this_machine(config) && root_certificate.is_none() { SslMode::Disable } else { SslMode::Require };
            config.ssl_mode(mode);
        }
        if config.get_ssl_mode() == SslMode::Disable {
            return Ok(Self::Clear);
        }
        // Another part of the program may have installed the same provider before.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self::Encrypted(match root_certificate {
            None => MakeRustlsConnect::with_webpki_roots(),
            Some(path) => MakeRustlsConnect::new(trusting(path)?),
        }))
    }

    pub(super) fn connect(&self, config: &Config) -> Result<Client, ::postgres::Error> {
        match self {
            Self::Clear => config.connect(NoTls),
            Self::Encrypted(tls) => config.connect(tls.clone()),
        }
    }
}

fn is_on_this_machine(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
    }) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn trusting(path: &str) -> Result<ClientConfig, Error> {
    let refused = |error: &dyn std::error::Error| Error::Open(format!("root certificate: {error}"));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| refused(&error))? {
        let certificate = certificate.map_err(|error| refused(&error))?;
        roots.add(certificate).map_err(|error| refused(&error))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(|error| refused(&error))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Takes `sslrootcert=PATH` out of an address; the library below does not know it.
pub(super) fn split_root_certificate(address: &str) -> (String, Option<String>) {
    let Some((base, query)) = address.split_once('?') else {
        return (address.to_owned(), None);
    };
    let mut root_certificate = None;
    let mut kept = Vec::new();
    for pair in query.split('&') {
        match pair.strip_prefix("sslrootcert=") {
            Some(path) => root_certificate = Some(path.to_owned()),
            None => kept.push(pair),
        }
    }
    let separator = if kept.is_empty() { "" } else { "?" };
    (format!("{base}{separator}{}", kept.join("&")), root_certificate)
}

#[cfg(test)]
mod tests {
    use super::{Config, SslMode, Tls, split_root_certificate};

    fn mode(address: &str) -> SslMode {
        let (address, root) = split_root_certificate(address);
        let mut config: Config = address.parse().unwrap();
        let asked = address.contains("sslmode=");
        // A missing root certificate file is refused after the mode was settled.
        let _ = Tls::for_config(&mut config, asked, root.as_deref());
        config.get_ssl_mode()
    }

    #[test]
    fn only_a_server_on_this_machine_is_spoken_to_in_the_clear_without_being_asked() {
        assert_eq!(mode("postgres://u@127.0.0.1/d"), SslMode::Disable);
        assert_eq!(mode("postgres://u@localhost/d"), SslMode::Disable);
        assert_eq!(mode("postgres://u@%2Frun%2Fpostgresql/d"), SslMode::Disable);
        assert_eq!(mode("postgres://u@10.0.0.1/d"), SslMode::Require);
        assert_eq!(mode("postgres://u@db.example/d"), SslMode::Require);
        assert_eq!(mode("postgres://u@db.example/d?sslmode=disable"), SslMode::Disable);
        assert_eq!(mode("postgres://u@localhost/d?sslrootcert=ca.pem"), SslMode::Require);
    }

    #[test]
    fn the_root_certificate_is_taken_out_of_the_address() {
        let (address, root) = split_root_certificate("postgres://h/d?sslrootcert=a/b.pem&sslmode=require");
        assert_eq!(address, "postgres://h/d?sslmode=require");
        assert_eq!(root.as_deref(), Some("a/b.pem"));
    }

    #[test]
    fn a_root_certificate_that_is_not_there_is_refused() {
        let mut config = Config::new();
        config.host("localhost");
        assert!(Tls::for_config(&mut config, false, Some("no/such/file.pem")).is_err());
    }
}
