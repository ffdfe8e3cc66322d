using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Storage.Tests;

public class RefusalTests
{
    private static readonly Dictionary<string, Tag> Required = new()
    {
        ["class"] = Tags.SOPClassUID,
        ["instance"] = Tags.SOPInstanceUID,
        ["study"] = Tags.StudyInstanceUID,
        ["series"] = Tags.SeriesInstanceUID,
    };

    [Theory, InlineData("class"), InlineData("instance"), InlineData("study"), InlineData("series")]
    public async Task A_data_set_without_a_required_uid_is_refused(string which)
    {
        using var fixture = new StorageFixture();

        var absent = await fixture.StoreAsync(Sample.Encode(Sample.Image().Remove(Required[which])));
        var empty = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Required[which])));

        StorageFixture.AssertStatus(0xA900, absent);
        StorageFixture.AssertStatus(0xA900, empty);
        Assert.Equal([Required[which]], absent.OffendingElements);
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task A_data_set_that_ends_in_the_midst_of_a_long_value_is_refused()
    {
        using var fixture = new StorageFixture();
        var whole = Sample.Encode(Sample.Image().Set(Tags.EncapsulatedDocument, new byte[4 << 20]).Remove(Tags.PixelData));

        StorageFixture.AssertStatus(0xC000, await fixture.StoreAsync(whole[..^1_000_000]));
        fixture.AssertNothingKept();
        Assert.Equal(DimseStatus.Success, (await fixture.StoreAsync(whole)).Status);
    }

    [Theory, InlineData("class"), InlineData("instance")]
    public async Task A_uid_other_than_the_commands_is_refused(string which)
    {
        using var fixture = new StorageFixture();

        var response = await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(Required[which], "2.25.999")));

        StorageFixture.AssertStatus(0xA900, response);
        Assert.Equal([Required[which]], response.OffendingElements);
        fixture.AssertNothingKept();
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/x")]
    [InlineData("C:/x")]
    [InlineData("con")]
    [InlineData(".")]
    [InlineData("1..2")]
    [InlineData("11111111111111111111111111111111111111111111111111111111111111111")]
    public async Task Text_that_is_no_uid_leads_nowhere(string text)
    {
        using var fixture = new StorageFixture();
        var bytes = new ReadOnlyMemory<byte>(System.Text.Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + "\0"));

        StorageFixture.AssertStatus(0x0117, await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(new DicomBytes(Tags.SOPInstanceUID, Vr.UI, bytes)))));
        StorageFixture.AssertStatus(0xA900, await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(new DicomBytes(Tags.StudyInstanceUID, Vr.UI, bytes)))));
        StorageFixture.AssertStatus(0xA900, await fixture.StoreAsync(Sample.Encode(Sample.Image().Set(new DicomBytes(Tags.SeriesInstanceUID, Vr.UI, bytes)))));
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task A_command_without_an_instance_uid_is_refused()
    {
        using var fixture = new StorageFixture();

        StorageFixture.AssertStatus(0x0117, await fixture.StoreAsync(Sample.Encode(Sample.Image()), sopInstance: default(Uid)));
        fixture.AssertNothingKept();
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("GET / HTTP/1.1\r\nHost: example\r\n\r\n")]
    public async Task What_is_no_data_set_is_refused(string text)
    {
        using var fixture = new StorageFixture();

        var response = await fixture.StoreAsync(System.Text.Encoding.ASCII.GetBytes(text));

        StorageFixture.AssertStatus(text.Length == 0 ? 0xA900 : 0xC000, response);
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task A_data_set_cut_anywhere_before_the_pixel_data_is_refused()
    {
        var dataSet = Sample.Encode(Sample.Image());
        var pixelData = dataSet.AsSpan().IndexOf(new byte[] { 0xE0, 0x7F, 0x10, 0x00 });
        for (var length = 0; length < pixelData; length++)
        {
            using var fixture = new StorageFixture();

            var response = await fixture.StoreAsync(dataSet[..length], segment: 50);

            // Between two elements a data set may end; what is missing then is an attribute, or nothing that matters.
            if (response.Status.Code is not (0xA900 or 0xC000))
            {
                Assert.Equal(0x0000, response.Status.Code);
                Assert.True(length >= dataSet.AsSpan().IndexOf("2.25.200"u8));
            }
            else
            {
                fixture.AssertNothingKept();
            }
        }
    }

    [Theory, InlineData(1_000), InlineData(100_000)]
    public async Task Sequences_nested_beyond_reason_are_refused(int depth)
    {
        using var fixture = new StorageFixture();
        byte[] sequence = [0x08, 0x00, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        var dataSet = Enumerable.Repeat(sequence, depth).SelectMany(bytes => bytes).ToArray();

        StorageFixture.AssertStatus(0xC000, await fixture.StoreAsync(dataSet));
        fixture.AssertNothingKept();
    }
}
