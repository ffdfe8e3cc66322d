namespace Gantry.Plugins.PrimeraDriver.Tests;

public sealed class StatusTests
{
    private const string OfSystem = """
        [RobotList]
        Robot0=Left
        Robot1 = Right One
        Robot3=Never
        [left]
        SysErrorNumber=3
        SysErrorString=Input bin is empty
        NumJobs=2
        DiscsInRightBin=0
        DiscsInLeftBin=-1
        CartridgeType0=1
        CartridgeFill0=40
        CartridgeType1=0
        CartridgeFill1=0
        StatusFile=C:\PTBurnJobs\Status\Left.txt
        [Right One]
        SysErrorNumber=0
        DiscsInRightBin=20
        DiscsInLeftBin=7
        [System]
        SysErrorNumber=0
        ServerTime=11/28/2026 12:00:00
        ServerTickCount=4711
        DriveSpace=5000
        """;

    [Fact]
    public void The_status_of_the_system_has_robots_bins_ink_and_a_beat()
    {
        var status = SystemStatus.Read(StatusText.Parse(OfSystem), isOfOneRobot: false)!;

        Assert.Equal(["Left", "Right One"], status.Robots.Select(robot => robot.Name));
        Assert.Equal((3, 2, (int?)0, (int?)null, "Left.txt"), (status.Robots[0].Error, status.Robots[0].Jobs, status.Robots[0].RightBin, status.Robots[0].LeftBin, status.Robots[0].File));
        Assert.Equal([40], status.Robots[0].Ink);
        Assert.Equal("Right One.txt", status.Robots[1].File);
        Assert.Equal(("471111/28/2026 12:00:00", 5000), (status.Beat, status.FreeMegabytes));
    }

    [Theory, InlineData(false, 0, 20), InlineData(false, 1, 7), InlineData(false, 2, 20), InlineData(true, 0, 27), InlineData(true, 1, 7), InlineData(true, 2, 20)]
    public void The_bin_of_a_job_is_counted_as_the_mode_says(bool isKiosk, int bin, int discs) =>
        Assert.Equal(discs, new RobotStatus { Name = "R", RightBin = 20, LeftBin = 7, IsKiosk = isKiosk }.DiscsIn(bin));

    [Fact]
    public void Half_a_status_is_none() => Assert.Null(SystemStatus.Read(StatusText.Parse(OfSystem[..100]), isOfOneRobot: false));

    [Theory, InlineData(""), InlineData("="), InlineData("[]"), InlineData("[a"), InlineData("a=b"), InlineData("[System]\n=x\n[System]\nA=1\n\0\0")]
    public void Anything_can_be_read_as_status(string text) => Assert.Empty(StatusText.Parse(text).List("System", "Robot"));

    [Fact]
    public void The_one_file_of_PTBurn_2_has_one_robot()
    {
        var status = SystemStatus.Read(StatusText.Parse("[System]\nSystemDesc=Bravo II\nSysErrorNumber=15\nDiscsInRightBin=5\n"), isOfOneRobot: true)!;

        var robot = Assert.Single(status.Robots);
        Assert.Equal(("Bravo II", 15, (int?)5, 0), (robot.Name, robot.Error, robot.RightBin, status.Error));
    }

    [Fact]
    public void A_job_has_counts_errors_and_what_is_held()
    {
        var text = StatusText.Parse("""
            [a1]
            JobsAhead=1
            GoodDiscs=2
            BadDiscs=1
            CurrentStatus=Recording Disc
            CurrentStatusState=0
            JobState=1
            JobErrorNumber=0
            DiscErrorIndex0=3
            DiscErrorNumber0=18
            LoadDiscState2=2
            LoadDiscState3=3
            LoadDiscState4=1
            """);

        var job = JobStatus.Read(text, "A1", "Left")!;

        Assert.Equal((2, 1, 18, 1, (int?)1), (job.GoodDiscs, job.BadDiscs, job.DiscError, job.State, job.JobsAhead));
        Assert.Equal([(3, true, true), (4, false, false)], job.Held);
        Assert.False(job.HasEnded);
        Assert.Null(JobStatus.Read(text, "A2", "Left"));
    }

    [Fact]
    public void Whatever_bytes_lie_in_the_folder_are_read_without_a_fault()
    {
        var random = new Random(20261128);
        var whole = PTBurnText.Write(OfSystem, isUnicode: true, "1252");
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length)];
            for (var fault = 0; fault < random.Next(8) && bytes.Length > 0; fault++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var text = StatusText.Parse(PTBurnText.Read(bytes, "932"));
            _ = (SystemStatus.Read(text, isOfOneRobot: false), SystemStatus.Read(text, isOfOneRobot: true), JobStatus.Read(text, "left", ""));
            Assert.InRange(text.List("RobotList", "Robot").Count, 0, 10);
        }
    }
}
