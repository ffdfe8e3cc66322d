using System.Text;
using Gantry.Dicom;
using static Gantry.Dicom.Network.Tests.Support.PduBytes;

namespace Gantry.Interop.Tests;

/// <summary>Names that would lead out of the store: nothing is ever written beside it.</summary>
[Collection(nameof(Attacks))]
public sealed class PathTests(HostileHost host)
{
    private static readonly string[] Names =
    [
        "../../x", "..\\..\\x", "/etc/gantry-x", "C:\\x", "con", "1.2\0.3", ".", "..", "", "%2e%2e%2f", "1.2.3/../../../x", new string('1', 300), "~/x", "1.2.3\n",
    ];

    [Fact, Trait("Attack", "path traversal by UID and Patient ID in C-STORE")]
    public Task Nothing_is_written_outside_the_store() => host.AttackAsync(async () =>
    {
        var stored = 0;
        foreach (var name in Names)
        {
            using var peer = await AssociateAsync();
            Assert.Equal("0117", await peer.StoreAsync(1, Samples.CTImage, name.Length == 0 ? " " : name, DataSet(name)));

            // What the data set says counts as well.
            var honest = Uid.New().Value;
            Assert.NotEqual("0000", await peer.StoreAsync(1, Samples.CTImage, honest, DataSet(name)));
            Assert.NotEqual("0000", await peer.StoreAsync(1, Samples.CTImage, honest, DataSet(honest, study: name)));
            Assert.NotEqual("0000", await peer.StoreAsync(1, Samples.CTImage, honest, DataSet(honest, series: name)));
            Assert.NotEqual("0000", await peer.StoreAsync(1, Samples.CTImage, Uid.New().Value, DataSet(honest)));

            // A patient may be called as he likes.
            stored += await peer.StoreAsync(1, Samples.CTImage, honest, DataSet(honest, patientId: name)) == "0000" ? 1 : 0;
        }

        Assert.Equal(Names.Length, stored);
        AssertNothingOutside();
    });

    [Theory, Trait("Attack", "path traversal by AE title")]
    [InlineData("../B"), InlineData("*"), InlineData("A?"), InlineData("..\\..\\x"), InlineData("                "), InlineData("\0\0\0\0"), InlineData("A\nB"), InlineData("%")]
    public Task No_AE_title_leads_anywhere(string title) => host.AttackAsync(async () =>
    {
        using var calling = await RawPeer.ConnectAsync(host.Port);
        await calling.SendAsync(RawPeer.Request(GantryProcess.AETitle, title, Storage()));
        if (await calling.ReceiveAsync() is "accepted")
        {
            var instance = Uid.New().Value;
            Assert.Equal("0000", await calling.StoreAsync(1, Samples.CTImage, instance, DataSet(instance)));
        }

        using var called = await RawPeer.ConnectAsync(host.Port);
        await called.SendAsync(RawPeer.Request(title, "HOSTILE", Storage()));
        Assert.Contains(await called.ReceiveAsync(), (string[])["accepted", "rejected"]);
        AssertNothingOutside();
    });

    private static byte[] Storage() => Proposal(1, Samples.CTImage.Value, "1.2.840.10008.1.2.1");

    private Task<RawPeer> AssociateAsync() => RawPeer.AssociateAsync(host.Port, Storage());

    private void AssertNothingOutside()
    {
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(host.Outside).Select(Path.GetFileName));
        Assert.False(File.Exists("/etc/gantry-x"));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(host.Gantry.DataFolder, "*", SearchOption.AllDirectories),
            entry => Path.GetFileName(entry) is "x" or "con" || entry.Contains('\\', StringComparison.Ordinal) || entry.Contains('%', StringComparison.Ordinal));
    }

    private static byte[] DataSet(string instance, string study = "2.25.71", string series = "2.25.72", string patientId = "HOSTILE")
    {
        var bytes = new MemoryStream();
        Element(0x0008, 0x0016, "UI", Samples.CTImage.Value);
        Element(0x0008, 0x0018, "UI", instance);
        Element(0x0010, 0x0010, "PN", "ANON^ONE");
        Element(0x0010, 0x0020, "LO", patientId);
        Element(0x0020, 0x000D, "UI", study);
        Element(0x0020, 0x000E, "UI", series);
        return bytes.ToArray();

        void Element(int group, int element, string vr, string value)
        {
            var text = Encoding.Latin1.GetBytes(value.Length % 2 == 0 ? value : value + (vr == "UI" ? "\0" : " "));
            bytes.Write([(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), (byte)vr[0], (byte)vr[1], (byte)text.Length, (byte)(text.Length >> 8)]);
            bytes.Write(text);
        }
    }
}
