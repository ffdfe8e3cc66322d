namespace Gantry.Plugins.PrimeraDriver.Tests;

public sealed class RobotPathTests
{
    private static readonly PrimeraSettings Settings = new()
    {
        JobFolder = "/mnt/ptburn/",
        JobFolderAtRobot = @"C:\PTBurnJobs\",
        RobotPaths = [@"/srv=\\PACS\srv", @"/srv/labels=D:\labels"],
    };

    [Theory]
    [InlineData("/mnt/ptburn/A1/A1.ISO", @"C:\PTBurnJobs\A1\A1.ISO")]
    [InlineData("/mnt/ptburn", @"C:\PTBurnJobs\")]
    [InlineData("/mnt/ptburn2/A1", "/mnt/ptburn2/A1")]
    [InlineData("/srv/media/1", @"\\PACS\srv\media\1")]
    [InlineData("/srv/labels/a.std", @"D:\labels\a.std")]
    [InlineData(@"E:\labels\a.std", @"E:\labels\a.std")]
    [InlineData("", "")]
    public void The_longest_folder_that_is_mapped_counts(string here, string there)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are paths of other systems.");
        Assert.Equal(there, RobotPath.Of(here, Settings));
    }
}
