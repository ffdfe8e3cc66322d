using Gantry.Dicom.Network;

namespace Gantry.Plugins.PrimeraDriver.Tests;

public sealed class JobFileTests
{
    [Fact]
    public void A_job_of_an_image_says_what_is_to_be_made() => Assert.Equal(
        """
        JobID = A1
        ClientID = Gantry
        Importance = 4
        ImageFile = C:\PTBurnJobs\A1\A1.ISO
        DiscType = CDR
        VolumeName = TEST
        Copies = 2
        CloseDisc = YES
        VerifyDisc = YES
        RejectIfNotBlank = YES

        """.ReplaceLineEndings("\r\n"),
        JobFile.Of(Orders.Of("A1") with { Copies = 2 }, @"C:\PTBurnJobs\A1\A1.ISO", "", new PrimeraSettings()));

    [Fact]
    public void What_settings_say_is_in_the_job()
    {
        var settings = new PrimeraSettings
        {
            Content = ContentForm.Files,
            BinFor = ["CD=1"],
            CloseDisc = false,
            TestRecord = true,
            BurnSpeed = 16,
            Hold = LoadHold.Operator,
            PrintQuality = 0,
            PrintInnerDiameter = 220,
            PrintOuterMargin = 10,
        };

        var lines = JobFile.Of(Orders.Of("A1") with { Label = @"C:\a.STD", MergeFields = ["", "TWO"], Priority = MediaPriority.High }, @"\\PACS\a", "Left", settings).Split("\r\n");

        Assert.Equal(
            [
                "JobID = A1", "ClientID = Gantry", "Importance = 2", @"Data = \\PACS\a", "DataImageType = ISOLEVEL1+JOLIET", "DiscType = CDR", "VolumeName = TEST", "Copies = 1",
                "RobotName = Left", "BinID = 1", "VerifyDisc = YES", "RejectIfNotBlank = YES", "TestRecord = YES", "LoadUnloadOverride = YES", "BurnSpeed = 16", @"PrintLabel = C:\a.STD",
                "MergeField = ", "MergeField = TWO", "PrintQuality = 0", "PrintInnerDiam = 220", "PrintOuterMargin = 10", "",
            ],
            lines);
    }

    [Theory, InlineData("a\r\nMessage = RUN_UTILITY"), InlineData("a\nPathFrom = x"), InlineData("a\u2028b = c"), InlineData("a\0b")]
    public void No_value_begins_another_line(string field)
    {
        var job = JobFile.Of(Orders.Of("A1") with { Label = "a.std", MergeFields = [field] }, "x", "", new PrimeraSettings());

        var line = Assert.Single(job.Split("\r\n"), one => one.StartsWith("MergeField", StringComparison.Ordinal));
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Equal(job.Count(character => character == '\n'), job.Split("\r\n").Length - 1);
    }

    [Fact]
    public void A_text_is_cut_where_PTBurn_would_fail_the_job()
    {
        var job = JobFile.Of(Orders.Of("A1") with { Label = "a.std", MergeFields = [new string('x', 500)] }, "x", "", new PrimeraSettings());

        Assert.Contains($"MergeField = {new string('x', 260)}\r\n", job, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_its_keys() =>
        Assert.Equal("Message = ABORT\r\nClientID = Gantry\r\n", JobFile.Message("ABORT", ("ClientID", "Gantry")));
}
