using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;
using Gantry.Plugins.TransactionLog.Audit;

namespace Gantry.Plugins.TransactionLog;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record TransactionLogSettings
{
    /// <summary>True where C-ECHO is recorded, too.</summary>
    [Setting("Records C-ECHO, too: many peers ask every few seconds.", AppliesLive = true)]
    public bool IncludesEcho { get; init; } = true;

    /// <summary>True where what went well is recorded, too.</summary>
    [Setting("Records what went well, too; else warnings and failures alone.", AppliesLive = true)]
    public bool IncludesSuccess { get; init; } = true;

    /// <summary>True where the data sets of requests are kept.</summary>
    [Setting("Keeps the data sets of requests: identifiers, and what DIMSE-N services bring. Instances are referred to by their UIDs, not kept.", AppliesLive = true)]
    public bool KeepsDataSets { get; init; } = true;

    /// <summary>The largest data set that is kept.</summary>
    [Setting("The largest data set that is kept, in bytes.", AppliesLive = true), Range(256, 4_194_304)]
    public int MaximumDataSetBytes { get; init; } = 65_536;

    /// <summary>What the data sets that wait for the database may take together.</summary>
    [Setting("What the data sets that wait for the database may take together, in megabytes; beyond, records are kept without theirs."), Range(1, 1_024)]
    public int MaximumWaitingMegabytes { get; init; } = 32;

    /// <summary>Where audit messages are sent; empty for nowhere.</summary>
    [Setting("The host of the audit repository, which audit messages are sent to by syslog; empty for none.")]
    public string AuditHost { get; init; } = "";

    /// <summary>Its port.</summary>
    [Setting("The port of the audit repository: mostly 6514 for TLS, 514 for UDP."), Range(1, 65_535)]
    public int AuditPort { get; init; } = 6_514;

    /// <summary>How they are sent.</summary>
    [Setting("How audit messages are sent: over TLS, or by UDP, which loses some and hides nothing.")]
    public AuditTransport AuditTransport { get; init; } = AuditTransport.Tls;

    /// <summary>Whom the repository's certificate must be issued by.</summary>
    [Setting("A file or folder with the authorities that the repository's certificate may be issued by; empty for those of the system.")]
    public string AuditAuthorities { get; init; } = "";

    /// <summary>The name in the repository's certificate.</summary>
    [Setting("The name that the repository's certificate must be for; empty for that of the host.")]
    public string AuditServerName { get; init; } = "";

    /// <summary>The certificate to show.</summary>
    [Setting("The file of the certificate to show to the repository; empty for none.")]
    public string AuditCertificate { get; init; } = "";

    /// <summary>Its private key.</summary>
    [Setting("The file of its private key; empty where that is in the file of the certificate.")]
    public string AuditKey { get; init; } = "";

    /// <summary>What the messages that wait may take on the disk.</summary>
    [Setting("What audit messages that are not sent may take on the disk, in megabytes; beyond, they are dropped and counted."), Range(1, 10_240)]
    public int AuditQueueMegabytes { get; init; } = 256;

    /// <summary>Who reports.</summary>
    [Setting("AuditSourceID of audit messages; empty for the AE title and the name of the machine."), StringLength(128)]
    public string AuditSourceId { get; init; } = "";

    /// <summary>The site.</summary>
    [Setting("AuditEnterpriseSiteID of audit messages; empty for none."), StringLength(128)]
    public string AuditEnterpriseSite { get; init; } = "";

    /// <summary>The MSGID of the syslog header.</summary>
    [Setting("MSGID of the syslog header: DICOM+RFC3881 as DICOM has it, IHE+RFC-3881 as IHE does."), AllowedValues("DICOM+RFC3881", "IHE+RFC-3881")]
    public string AuditMessageId { get; init; } = "DICOM+RFC3881";

    /// <summary>The most records that wait to be written; what comes beyond is counted and dropped.</summary>
    [Setting("The most records that wait for the database; beyond, they are counted and dropped, and nothing else waits."), Range(100, 1_000_000)]
    public int MaximumWaiting { get; init; } = 20_000;

    /// <summary>The most records that are written in one transaction.</summary>
    [Setting("The most records that are written at once.", AppliesLive = true), Range(1, 5_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long a record waits for others.</summary>
    [Setting("How long a record waits for others to be written with.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.0500000", "00:01:00")]
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long records are kept.</summary>
    [Setting("How long records are kept.", AppliesLive = true), Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>What records and their data sets may take together, in megabytes; 0 for any size.</summary>
    [Setting("What records and their data sets may take together, in megabytes; beyond, the oldest are removed. 0 for any size.", AppliesLive = true), Range(0, 102_400)]
    public int KeepMegabytes { get; init; }
}
