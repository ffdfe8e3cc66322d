using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeFindHandlerTests
{
    public static Uid SopClass { get; } = new("VENDOR_SOP_CLASS");

    [Fact]
    public async Task It_answers_with_what_matches_and_what_was_asked_for()
    {
        await using var plugin = await StartAsync("ANON^ONE", "ANON^TWO", "OTHER^ONE");

        var (response, matches) = await plugin.FindAsync(SopClass, Names("ANON*"));

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(["ANON^ONE", "ANON^TWO"], matches.Select(match => match.GetString(Tags.PatientName)));
        Assert.All(matches, match => Assert.False(match.Contains(Tags.PatientID)));
    }

    [Fact]
    public async Task It_ends_with_Cancel_where_the_peer_cancels()
    {
        await using var plugin = await StartAsync("ANON^ONE", "ANON^TWO", "ANON^THREE");
        using var operation = new TestOperation { CancelsAfter = 1 };

        var (response, matches) = await plugin.FindAsync(SopClass, Names("*"), operation);

        Assert.Equal(DimseStatus.Cancel, response.Status);
        Assert.Single(matches);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_a_status_and_no_exception()
    {
        await using var plugin = await StartAsync("ANON^ONE");
        await File.WriteAllTextAsync(Path.Combine(plugin.Services.Context.DataFolder, "9.json"), "{ by hand", TestContext.Current.CancellationToken);

        var (response, matches) = await plugin.FindAsync(SopClass, Names("ANON*"));

        Assert.Equal((DimseStatus.CannotUnderstand, "An entry cannot be read."), (response.Status, response.ErrorComment));
        Assert.Single(matches);
    }

    private static DicomDataSet Names(string key) => new DicomDataSetBuilder().Add(Tags.PatientName, key).Build();

    private static async Task<PluginHarness> StartAsync(params string[] names)
    {
        var plugin = await PluginHarness.StartAsync(typeof(VendorTypeFindHandler).Assembly);
        foreach (var (index, name) in names.Index())
        {
            var entry = new DicomDataSetBuilder().Add(Tags.PatientName, name).Add(Tags.PatientID, $"ID{index}").Build();
            await File.WriteAllBytesAsync(
                Path.Combine(plugin.Services.Context.DataFolder, $"{index}.json"), DicomJsonWriter.ToArray(entry), TestContext.Current.CancellationToken);
        }

        return plugin;
    }
}
