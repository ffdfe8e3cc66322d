namespace Gantry.Interop.Tests;

/// <summary>One host whose policies of storage differ by who calls.</summary>
public sealed class PolicyGantry : SharedGantry
{
    private protected override string[] Settings =>
    [
        "--Gantry:Plugins:gantry.storage:DuplicatesFor:0", "REPLACE*=Replace",
        "--Gantry:Plugins:gantry.storage:DuplicatesFor:1", "COMPARE=Compare",
        "--Gantry:Plugins:gantry.storage:DuplicatesFor:2", "REFUSE=Refuse",
        "--Gantry:Plugins:gantry.storage:ConflictsFor:0", "STRICT=Refuse",
        "--Gantry:Plugins:gantry.storage:MalformedFor:0", "LAX=Store",
        "--Gantry:Plugins:gantry.storage:TransferSyntaxesFor:0", "PICKY=JPEG2000Lossless,ExplicitVRLittleEndian",
        "--Gantry:Plugins:gantry.storage:PrivateSopClassesFor:0", "PICKY=Refuse",
        "--Gantry:Plugins:gantry.storage:StudyQuietPeriod", "00:00:02",
        "--Gantry:Plugins:gantry.storage:Coercions:0", "COERCED=prefix PatientID=N-",
        "--Gantry:Plugins:gantry.storage:Coercions:1", "COERCED=set IssuerOfPatientID=NORTH",
        "--Gantry:Plugins:gantry.storage:Compressions:0", "PACKED=JPEGLSLossless for CT",
    ];
}
