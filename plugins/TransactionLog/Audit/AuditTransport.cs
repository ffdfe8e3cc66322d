namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>How audit messages are sent.</summary>
public enum AuditTransport
{
    /// <summary>Syslog over TLS (PS3.15 §A.6, RFC 5425).</summary>
    Tls,

    /// <summary>Syslog over UDP (PS3.15 §A.7, RFC 5426): messages may be lost, and nobody else is kept from reading them.</summary>
    Udp,
}
