using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>Which presentation contexts an AE gets.</summary>
public sealed class ContextTests
{
    private static readonly Uid Private = new("2.25.1");

    [Fact]
    public void Each_AE_gets_those_of_the_first_entry_that_matches_in_its_order()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new()
        {
            TransferSyntaxesFor = ["CT*=JPEG2000Lossless,1.2.840.10008.1.2.1,explicitvrlittleendian,2.25.7", "*=ImplicitVRLittleEndian"],
            PrivateSopClassesFor = ["CT1=Refuse"],
        };
        var policy = new StorageContextPolicy(fixture.Settings);

        Assert.Equal(
            [new TransferSyntax(Uids.JPEG2000Lossless), TransferSyntax.ExplicitVRLittleEndian, new TransferSyntax(new Uid("2.25.7"))], policy.Of(new AETitle("CT1")).TransferSyntaxes);
        Assert.Equal([TransferSyntax.ImplicitVRLittleEndian], policy.Of(new AETitle("MR1")).TransferSyntaxes);
        Assert.False(policy.Of(new AETitle("CT1")).Takes(Private));
        Assert.True(policy.Of(new AETitle("CT1")).Takes(Uids.CTImageStorage, TransferSyntax.ExplicitVRLittleEndian));
        Assert.True(policy.Of(new AETitle("CT2")).Takes(Private));
        fixture.Settings.Current = new();
        Assert.Equal(StorageContexts.All, policy.Of(new AETitle("CT1")) with { TransferSyntaxes = StorageContexts.All.TransferSyntaxes });
    }

    [Theory, InlineData("CT1=CTImageStorage"), InlineData("CT1=JPEG"), InlineData("CT1=1.2.3."), InlineData("*=ExplicitVRLittleEndian,Explicit")]
    public async Task What_is_no_transfer_syntax_is_refused_with_its_name(string entry)
    {
        var settings = new StorageSettings { TransferSyntaxesFor = [entry] };
        using var fixture = new StorageFixture();

        var fault = await Assert.ThrowsAsync<FormatException>(async () => await new SettingsCheck(fixture.Settings).ApplyAsync(settings, CancellationToken.None));

        Assert.Contains("is neither the keyword of a transfer syntax in PS3.6 nor a UID", fault.Message, StringComparison.Ordinal);
        fixture.Settings.Current = settings;
        Assert.Throws<FormatException>(new SettingsCheck(fixture.Settings).Check);
    }

    [Fact]
    public async Task An_instance_in_a_context_that_is_not_taken_any_more_is_refused_and_nothing_is_kept()
    {
        using var fixture = new StorageFixture();
        fixture.Settings.Current = new() { TransferSyntaxesFor = ["*=JPEG2000Lossless"] };

        StorageFixture.AssertStatus(0x0122, await fixture.StoreAsync(Sample.Encode(Sample.Image())));

        fixture.AssertNothingKept();
        Assert.Empty(fixture.SetAside.List(null));
    }
}
