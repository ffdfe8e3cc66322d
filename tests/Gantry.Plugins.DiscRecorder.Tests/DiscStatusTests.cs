using Gantry.Contracts;

namespace Gantry.Plugins.DiscRecorder.Tests;

public sealed class DiscStatusTests
{
    [Theory]
    [InlineData("CD-R", "is blank", 359_844, null)]
    [InlineData("CD-RW", "is written , is closed", 0, MediaDeviceCondition.OutOfSupplies)]
    [InlineData("DVD+R", "is blank", 2_295_104, MediaDeviceCondition.OutOfSupplies)]
    [InlineData("CD-R", "is blank", 10, MediaDeviceCondition.OutOfSupplies)]
    [InlineData("is not recognizable", "", 0, MediaDeviceCondition.OutOfSupplies)]
    public void A_disc_is_taken_or_not(string medium, string status, long blocks, MediaDeviceCondition? condition) =>
        Assert.Equal(condition, Parse(medium, status, blocks).WhyNot("CD", 1_000_000, overwrites: false)?.Condition);

    [Theory, InlineData("CD-RW", true), InlineData("CD-R", false), InlineData("DVD+RW", false)]
    public void What_is_written_on_is_overwritten_where_it_can_be_and_is_to_be(string medium, bool isTaken) =>
        Assert.Equal(isTaken, Parse(medium, "is written , is closed", 0).WhyNot("CD", 1_000_000, overwrites: true) is null);

    [Fact]
    public void A_drive_that_another_program_uses_is_busy()
    {
        var status = DiscStatus.Parse(5, "xorriso 1.5.4 : x\n\nlibburn : SORRY : Cannot open busy device '/dev/sr0'\nxorriso : FAILURE : Cannot acquire drive '/dev/sr0'\n");

        Assert.Equal(new MediaDeviceState(MediaDeviceCondition.Busy, "Cannot open busy device '/dev/sr0'"), status.WhyNot("CD", 0, overwrites: false));
    }

    [Fact]
    public void A_drive_that_is_not_there_has_failed() => Assert.Equal(
        new MediaDeviceState(MediaDeviceCondition.Failed, "File object '/dev/sr9' not found"),
        DiscStatus.Parse(5, "libburn : FAILURE : File object '/dev/sr9' not found\nlibburn : FAILURE : Cannot access '/dev/sr9' as SG_IO CDROM drive\n").WhyNot("CD", 0, overwrites: false));

    [Theory, InlineData("", null), InlineData("xorriso : UPDATE :    5 of  700 MB written (fifo 20%)\rxorriso : UPDATE :   17 of  700 MB written (fifo 20%)", "17 of 700 MB are written.")]
    public void How_far_it_is_is_read(string text, string? progress) => Assert.Equal(progress, XorrisoText.ProgressOf(text));

    private static DiscStatus Parse(string medium, string status, long blocks) => DiscStatus.Parse(0, $"""
        Drive current: -outdev '/dev/sr0'
        Media current: {medium}
        Media status : {status}
        Media blocks : 0 readable , {blocks} writable , {blocks} overall

        """.ReplaceLineEndings("\n"));
}
