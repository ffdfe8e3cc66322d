using Gantry.Plugins.PrimeraDriver;

namespace Gantry.Fuzz.Harnesses;

/// <summary>A file that PTBurn may have written: the first byte chooses the code page, the rest is the file. Whatever it has, it is read as a status, or as none.</summary>
internal static class PTBurnHarness
{
    private static readonly string[] CodePages = ["1252", "932", "936", "1251", "65001"];

    private static readonly string Status = """
        [RobotList]
        Robot0=Left
        Robot1=Right

        [Left]
        SysErrorNumber=3
        SysErrorString=Input bin is empty
        Status=System OK
        StatusFile=C:\PTBurnJobs\Status\Left.txt
        DiscsInRightBin=-1
        CartridgeType0=1
        CartridgeFill0=90

        [System]
        SysErrorNumber=0
        ServerTime=11/28/2026 12:00:00
        ServerTickCount=1234
        DriveSpace=5000.5
        SystemDesc=Disc Publisher

        [JobList]
        Job0=A1

        [A1]
        JobID=A1
        GoodDiscs=1
        BadDiscs=2
        CurrentStatus=Recording Disc
        CurrentStatusState=0
        JobState=1
        DiscErrorIndex0=1
        DiscErrorNumber0=18
        LoadDiscState0=3
        """.ReplaceLineEndings("\r\n");

    public static void Run(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var codePage = CodePages[bytes[0] % CodePages.Length];
        var text = PTBurnText.Read(bytes.AsSpan(1), codePage);
        Promise.Holds(PTBurnText.Read(PTBurnText.Write(text, isUnicode: true, codePage), codePage) == text, "What is written in Unicode is read the same.");
        var written = PTBurnText.Read(PTBurnText.Write(text, isUnicode: false, codePage), codePage);
        Promise.Holds(text.Any(character => !char.IsAscii(character) || character == 0) || written == text, "ASCII is the same in every code page.");

        var status = StatusText.Parse(text);
        foreach (var isOfOneRobot in (bool[])[false, true])
        {
            if (SystemStatus.Read(status, isOfOneRobot) is { } system)
            {
                Look(system);
            }
        }

        if (JobStatus.Read(status, "A1", "Left") is { } job)
        {
            Promise.Holds(JobErrors.Of(job.Error, job.ErrorText).Words.Length > 0, "Every error has words.");
            Promise.Holds(job.Held.All(disc => disc.Disc >= 0), "A disc that is held has a number.");
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        yield return [0, .. PTBurnText.Write(Status, isUnicode: false, "1252")];
        yield return [4, .. PTBurnText.Write(Status, isUnicode: true, "1252")];
        yield return [1, 0xFE, 0xFF, 0, (byte)'[', 0, (byte)'A', 0, (byte)']'];
        yield return [3, 0xEF, 0xBB, 0xBF, .. "[System]\nSysErrorNumber=99\n"u8];
    }

    private static void Look(SystemStatus system)
    {
        foreach (var robot in system.Robots)
        {
            Promise.Holds(robot.File.IndexOfAny(['/', '\\']) < 0, "The status file of a robot is a name, and leads nowhere else.");
            Promise.Holds(robot.RightBin is null or >= 0 && robot.LeftBin is null or >= 0, "A bin has discs, or it is not known.");
            Promise.Holds(robot.Error == 0 || SystemErrors.Of(robot.Error, robot.ErrorText).Words.Length > 0, "Every error has words.");
        }
    }
}
