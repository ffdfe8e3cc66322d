using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record PrimeraSettings
{
    private const string MediumForm = "(?:CD|DVD|BD)";

    /// <summary>The folder that PTBurn watches.</summary>
    [Setting("The folder that PTBurn watches, as this server sees it; empty for no robot."), StringLength(1_000)]
    public string JobFolder { get; init; } = "";

    /// <summary>The same, as the robot's computer sees it.</summary>
    [Setting(@"The same folder as the robot's computer sees it, C:\PTBurnJobs for example; empty where it sees the same path.", AppliesLive = true), StringLength(1_000)]
    public string JobFolderAtRobot { get; init; } = "";

    /// <summary>How the robot's computer sees other folders of this server.</summary>
    [Setting(@"How the robot's computer sees other folders of this server, each as LOCAL=REMOTE: /srv/labels=\\PACS\labels.", AppliesLive = true), RegularExpression("[^=]+=[^=]+")]
    public ImmutableArray<string> RobotPaths { get; init; } = [];

    /// <summary>The media that the robot has.</summary>
    [Setting("The media that the robot makes, the usual one first: CD, DVD, BD."), MinLength(1), RegularExpression(MediumForm)]
    public ImmutableArray<string> Media { get; init; } = ["CD", "DVD"];

    /// <summary>The robots that are used.</summary>
    [Setting("The robots of PTBurn that are used; none for all that it has.", AppliesLive = true), RegularExpression(@"[^\x00-\x1F]{1,100}")]
    public ImmutableArray<string> Robots { get; init; } = [];

    /// <summary>The robots of some media.</summary>
    [Setting("The robots of media that not every robot makes, each as MEDIUM=ROBOT.", AppliesLive = true), RegularExpression(MediumForm + @"=[^\x00-\x1F]{1,100}")]
    public ImmutableArray<string> RobotFor { get; init; } = [];

    /// <summary>The bins of media.</summary>
    [Setting("The bin (BinID) that has the blank discs of a medium, each as MEDIUM=NUMBER: CD=0, DVD=1.", AppliesLive = true), RegularExpression(MediumForm + "=[0-2]")]
    public ImmutableArray<string> BinFor { get; init; } = [];

    /// <summary>What PTBurn calls media.</summary>
    [Setting("What PTBurn calls a medium (DiscType), each as MEDIUM=TYPE; a medium that is not named has no DiscType.", AppliesLive = true), RegularExpression(MediumForm + "=[A-Z0-9_]{1,16}")]
    public ImmutableArray<string> DiscTypeFor { get; init; } = ["CD=CDR", "DVD=DVDR", "BD=BDR"];

    /// <summary>Who the jobs are from.</summary>
    [Setting("Who the jobs are from (ClientID).", AppliesLive = true), StringLength(32, MinimumLength = 1), RegularExpression("[A-Za-z0-9][A-Za-z0-9 _.-]*")]
    public string ClientID { get; init; } = "Gantry";

    /// <summary>How the robot gets the content.</summary>
    [Setting("How the robot gets the content: an ISO image in the job folder, files there, or the files where they are, by RobotPaths.", AppliesLive = true)]
    public ContentForm Content { get; init; } = ContentForm.Image;

    /// <summary>The file system of discs that are made of files.</summary>
    [Setting("The file system of discs that are not made of an image (DataImageType).", AppliesLive = true), StringLength(60, MinimumLength = 3), RegularExpression("[A-Za-z0-9+, ]+")]
    public string DataImageType { get; init; } = "ISOLEVEL1+JOLIET";

    /// <summary>In what characters jobs are written.</summary>
    [Setting("In what characters jobs are written: as PTBurn writes its status, in Unicode, or in a code page.", AppliesLive = true)]
    public JobCharacters Characters { get; init; } = JobCharacters.AsStatus;

    /// <summary>The code page where it is not Unicode.</summary>
    [Setting("The code page of PTBurn where it does not use Unicode.", AppliesLive = true)]
    [AllowedValues("874", "932", "936", "949", "950", "1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258", "65001")]
    public string CodePage { get; init; } = "1252";

    /// <summary>True where names of files are written in small letters.</summary>
    [Setting("Whether extensions are written in small letters, .jrq; PTBurn itself does not care.", AppliesLive = true)]
    public bool SmallExtensions { get; init; }

    /// <summary>CloseDisc.</summary>
    [Setting("Whether discs are closed.", AppliesLive = true)]
    public bool CloseDisc { get; init; } = true;

    /// <summary>VerifyDisc.</summary>
    [Setting("Whether discs are compared with what they are to have.", AppliesLive = true)]
    public bool VerifyDisc { get; init; } = true;

    /// <summary>RejectIfNotBlank.</summary>
    [Setting("Whether discs that are not blank are rejected.", AppliesLive = true)]
    public bool RejectIfNotBlank { get; init; } = true;

    /// <summary>TestRecord.</summary>
    [Setting("Whether recording is tried with the laser off first.", AppliesLive = true)]
    public bool TestRecord { get; init; }

    /// <summary>PreMasterData.</summary>
    [Setting("Whether PTBurn makes an image first of content that is none.", AppliesLive = true)]
    public bool PreMasterData { get; init; }

    /// <summary>PrintReject.</summary>
    [Setting("Whether rejected discs are printed as such.", AppliesLive = true)]
    public bool PrintReject { get; init; }

    /// <summary>BurnSpeed.</summary>
    [Setting("How fast discs are recorded; 0 for as fast as can be.", AppliesLive = true), Range(0, 100)]
    public int BurnSpeed { get; init; }

    /// <summary>LoadUnloadOverride.</summary>
    [Setting("Whether discs are held in the drive until somebody lets them go on: no, by this plugin once they are loaded, or by an operator.", AppliesLive = true)]
    public LoadHold Hold { get; init; }

    /// <summary>The design of labels.</summary>
    [Setting("The label that is printed: a SureThing design (.std), .jpg, .bmp or .prn, as this server sees it or the robot does; empty for none.", AppliesLive = true), StringLength(1_000)]
    public string Label { get; init; } = "";

    /// <summary>The designs of label styles.</summary>
    [Setting("The labels of requests with a Label Style Selection, each as STYLE=PATH.", AppliesLive = true), RegularExpression("[^=]+=[^=]+")]
    public ImmutableArray<string> LabelFor { get; init; } = [];

    /// <summary>What the fields of a design have.</summary>
    [Setting("The texts of the fields of a SureThing design, in its order, with tokens as {PatientName}.", AppliesLive = true), RegularExpression(LabelTokens.Form)]
    public ImmutableArray<string> MergeFields { get; init; } =
    [
        "{PatientName}", "{PatientID}", "{PatientBirthDate}", "{StudyDate}", "{StudyDescription}", "{AccessionNumber}", "{Modalities}", "{Disc}",
    ];

    /// <summary>How dates are printed.</summary>
    [Setting("How dates are printed: y, M and d as in yyyy-MM-dd.", AppliesLive = true), RegularExpression("[yMd./ -]{2,40}")]
    public string DateForm { get; init; } = "yyyy-MM-dd";

    /// <summary>PrintQuality.</summary>
    [Setting("How well labels are printed, 0 to 4; -1 for as the printer's driver has it.", AppliesLive = true), Range(-1, 4)]
    public int PrintQuality { get; init; } = -1;

    /// <summary>PrintInnerDiam.</summary>
    [Setting("The inner diameter of the print in tenths of millimetres, 150 to 500; 0 for as the printer's driver has it.", AppliesLive = true), Range(0, 500)]
    public int PrintInnerDiameter { get; init; }

    /// <summary>PrintOuterMargin.</summary>
    [Setting("The outer margin of the print in tenths of millimetres, 0 to 20; -1 for as the printer's driver has it.", AppliesLive = true), Range(-1, 20)]
    public int PrintOuterMargin { get; init; } = -1;

    /// <summary>True where low ink is no reason to stop.</summary>
    [Setting("Whether the robot is told to go on when its ink is low.", AppliesLive = true)]
    public bool IgnoreInkLow { get; init; }

    /// <summary>True where discs that are being made are given up.</summary>
    [Setting("Whether a request can be cancelled whose discs are being made; the disc in the drive is lost.", AppliesLive = true)]
    public bool AbortsBurning { get; init; } = true;

    /// <summary>How often is looked.</summary>
    [Setting("How often the job folder is looked at; changes that are told of are seen at once.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>When PTBurn is taken for dead.</summary>
    [Setting("How long the status of PTBurn may stand still before it is taken for dead.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When a job that is not there is lost.</summary>
    [Setting("How long a job may be neither in the folder nor in the log of a PTBurn that is alive before it is given up.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>When an abort is asked for again.</summary>
    [Setting("How long after an abort was asked for, and PTBurn has read that and goes on, it is asked for again.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long writing is tried.</summary>
    [Setting("How long it is tried to write a job where the robot is ready and the job folder is not.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpWritingAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What stays free.</summary>
    [Setting("What stays free on the disk of PTBurn, in megabytes, as it tells itself; requests wait until there is more.", AppliesLive = true), Range(0, 10_000_000)]
    public int MinimumFreeMegabytes { get; init; } = 1_024;

    /// <summary>The value for a name among texts of the form <c>NAME=VALUE</c>, in capitals or not; null for none.</summary>
    internal static string? Find(ImmutableArray<string> entries, string name) => entries
        .Where(entry => entry.IndexOf('=', StringComparison.Ordinal) is var split and > 0 && entry.AsSpan(0, split).Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(entry => entry[(entry.IndexOf('=', StringComparison.Ordinal) + 1)..]).FirstOrDefault();
}
