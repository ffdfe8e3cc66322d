using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Data sets that cannot be understood to their end, where the policy takes them.</summary>
public sealed class MalformedTests
{
    // Behind the UIDs, an element of a VR that is none.
    private static byte[] Bad => [.. Sample.Encode(Sample.Image().Remove(Tags.PixelData)), 0x60, 0x00, 0x10, 0x00, (byte)'?', (byte)'?', 4, 0, 1, 2, 3, 4];

    [Fact]
    public async Task It_is_stored_to_its_last_byte_and_answered_with_a_warning()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { MalformedFor = ["S*=Store"] };

        var response = await fixture.StoreAsync(Bad);

        StorageFixture.AssertStatus(0xB007, response);
        var entry = Assert.Single(fixture.Catalog.Entries);
        Assert.Equal("P1", entry.Attributes.GetString(Tags.PatientID));
        Assert.Equal(Bad, fixture.Store.BytesAt(entry.Stored.Location).ToArray());
        Assert.Empty(fixture.SetAside.List(null));
    }

    [Fact]
    public async Task It_is_refused_unless_the_policy_says_so()
    {
        using var fixture = new StorageFixture();
        StorageFixture.AssertStatus(0xC000, await fixture.StoreAsync(Bad));
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task Where_the_fault_comes_before_the_uids_it_is_refused_all_the_same()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { Malformed = MalformedPolicy.Store };
        StorageFixture.AssertStatus(0xC000, await fixture.StoreAsync("GET / HTTP/1.1\r\nHost: example\r\n\r\n"u8.ToArray()));
        fixture.AssertNothingKept();
    }

    [Fact]
    public async Task A_rebuilt_catalog_has_it_as_long_as_the_policy_holds()
    {
        using var fixture = new StorageFixture();
        var description = new InstanceDescription
        {
            SopClass = Sample.SecondaryCapture,
            SopInstance = Sample.Instance,
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
            SendingAETitle = new AETitle("SCU"),
        };
        var location = fixture.Store.Add(description, Bad).Location;
        var reader = new StoredInstanceReader(fixture.Store, fixture.SetAside, fixture.Settings, fixture.Time);
        await Assert.ThrowsAsync<InvalidDataException>(() => reader.ReadAsync(location, CancellationToken.None).AsTask());
        fixture.Settings.Current = new() { Malformed = MalformedPolicy.Store };
        Assert.Equal("P1", (await reader.ReadAsync(location, CancellationToken.None)).Attributes.GetString(Tags.PatientID));
    }
}
