using System.Collections.Immutable;
using System.Net;
using Gantry.Dicom;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Plugins.Signatures;

namespace Gantry.Host.Settings;

/// <summary>The host's settings, validated. They are read once, when the host starts.</summary>
internal sealed record GantrySettings
{
    /// <summary>The AE title that the host is called by and calls with; GANTRY unless set.</summary>
    public required AETitle AETitle { get; init; }

    /// <summary>Where DICOM is listened to; every address unless set.</summary>
    public required IPAddress DicomAddress { get; init; }

    /// <summary>0 to 65,535; 11112 unless set; 0 takes a free one.</summary>
    public required int DicomPort { get; init; }

    /// <summary>Further AE titles that the host is called by; none unless set.</summary>
    public ImmutableArray<AETitle> AETitles { get; init; } = [];

    /// <summary>How the first port is secured by TLS; null, the default, for plain TCP.</summary>
    public TlsSettings? DicomTls { get; init; }

    /// <summary>Further ports that DICOM is served on.</summary>
    public IReadOnlyList<ListenerSettings> OtherListeners { get; init; } = [];

    /// <summary>All ports that DICOM is served on, the first one first.</summary>
    public IReadOnlyList<ListenerSettings> Listeners =>
        [new ListenerSettings(ListenerSettings.Main, DicomAddress, DicomPort, [AETitle, .. AETitles], DicomTls), .. OtherListeners];

    /// <summary>What TLS needs, for every port that does not have it of its own, and for outgoing associations.</summary>
    public TlsSettings Tls { get; init; } = new();

    /// <summary>Who may call.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>0 to 65,535; 8104 unless set; 0 takes a free one. HTTP is served on the loopback address alone.</summary>
    public required int HttpPort { get; init; }

    /// <summary>Where HTTP is served beyond the loopback address; null, the default, for nowhere.</summary>
    public WebSettings? Web { get; init; }

    /// <summary>Sessions, passwords, and what is done about those who guess them.</summary>
    public UserSettings Users { get; init; } = new();

    /// <summary>The full path of the data folder; <c>data</c> unless set.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The full path of the folder with a folder for each plugin; <c>plugins</c> beside the program unless set.</summary>
    public required string PluginFolder { get; init; }

    /// <summary>The id of the plugin that provides the catalog: others that would are left out. <c>gantry.sqlite</c> unless set; null leaves nothing out.</summary>
    public string? Catalog { get; init; }

    /// <summary>The most associations at a time; 1 to 10,000, 200 unless set. Further ones are rejected, transient, local limit exceeded.</summary>
    public required int MaximumAssociations { get; init; }

    /// <summary>How long an association may be idle; 1 second to a day, 10 minutes unless set.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>How long a retired plugin's operations may go on before they are cancelled; 1 second to a day, 10 minutes unless set.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>True where they are cancelled then, false where they are waited for; true unless set.</summary>
    public bool DrainCancels { get; init; } = true;

    /// <summary>How long a plugin may take to start, migrations of its database included; 1 second to a day, 10 minutes unless set.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a plugin may take to stop; 1 second to a day, 30 seconds unless set. It is left as it is then.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an operation may go on without a byte to or from its peer; 1 second to a day, 5 minutes unless set. Then it is cancelled.
    /// </summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cancelled operation may take to end; 1 second to a day, 30 seconds unless set. Then it is given up, and its peer is answered.</summary>
    public TimeSpan OperationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True where a new version that does worse than the one before it is rolled back by itself; true unless set.</summary>
    public bool HealthGate { get; init; } = true;

    /// <summary>True where a changed plugin folder is loaded without being asked for; true unless set.</summary>
    public required bool WatchPlugins { get; init; }

    /// <summary>The ids of the plugins whose replaced versions stay in memory; <c>*</c> is all of them, none unless set.</summary>
    public IReadOnlyList<string> KeepInMemory { get; init; } = [];

    /// <summary>What a plugin's folder may be like: from <c>LinkedPlugins</c> and <c>PluginRights</c>.</summary>
    public FolderPolicy FolderPolicy { get; init; } = FolderPolicy.Default;

    /// <summary>What is done with signatures of plugins; <see cref="SignaturePolicy.Verify"/> unless set.</summary>
    public SignaturePolicy Signatures { get; init; } = SignaturePolicy.Verify;

    /// <summary>The full path of the folder with the certificates of trusted signers; <c>trusted-signers</c> of the data folder unless set.</summary>
    public string TrustedSigners { get; init; } = "";

    /// <summary>What is done with the user identity of association requestors; <see cref="UserIdentityPolicy.Check"/> unless set.</summary>
    public UserIdentityPolicy UserIdentity { get; init; } = UserIdentityPolicy.Check;

    /// <summary>How long the check of a user identity may take; 1 second to a day, 10 seconds unless set. Then the association is rejected for now.</summary>
    public TimeSpan UserIdentityTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the server needs to call itself ready.</summary>
    public ReadinessSettings Readiness { get; init; } = new();

    /// <summary>How often the whole store is read, and how fast.</summary>
    public ScrubSettings Scrub { get; init; } = new();

    /// <summary>What is logged.</summary>
    public LoggingSettings Logging { get; init; } = new();

    /// <summary>Where metrics and traces go.</summary>
    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>The settings of each plugin by id: keys below <c>Gantry:Plugins:ID</c>, case ignored.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> Plugins { get; init; }

    /// <summary>True where replaced versions of a plugin stay in memory.</summary>
    public bool Keeps(string id) => KeepInMemory.Any(kept => kept == "*" || string.Equals(kept, id, StringComparison.OrdinalIgnoreCase));
}
