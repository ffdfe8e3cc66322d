using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    /// <summary>Where the new bytes are, and what they say, is what is found afterwards.</summary>
    [Fact]
    public async Task A_replaced_instance_has_the_place_and_the_attributes_of_the_new_one()
    {
        var first = new SampleInstance();
        await AddAllAsync(first, first.Next());
        var corrected = first.Copy().With(Tags.InstanceNumber, "7");

        Assert.True(await Catalog.ReplaceAsync(corrected.ToEntry("store/new", 50), $"store/{first.SopInstance}", Cancellation));

        var stored = Assert.Single(await SelectAsync(new InstanceSelection { Instances = [first.SopInstance] }));
        Assert.Equal(("store/new", 50), (stored.Location, stored.Length));
        var keys = new DicomDataSetBuilder().Add(Tags.SOPInstanceUID, first.SopInstance).Add(Tags.InstanceNumber, "");
        Assert.Equal("7", Assert.Single(await FindAsync(QueryLevel.Image, keys)).GetString(Tags.InstanceNumber));
        Assert.Equal(new CatalogCounts(1, 1, 1, 2, 1050), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>What only the old one needed goes with it; a patient corrected is another patient.</summary>
    [Fact]
    public async Task A_replaced_instance_that_was_alone_takes_its_parents_along()
    {
        var first = new SampleInstance();
        await AddAsync(first);
        var corrected = first.Copy().With(Tags.PatientID, "ID2").With(Tags.StudyDescription, "CORRECTED");

        Assert.True(await Catalog.ReplaceAsync(corrected.ToEntry("store/new"), $"store/{first.SopInstance}", Cancellation));

        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
        Assert.Empty(await SelectAsync(new InstanceSelection { PatientId = "ID1" }));
        Assert.Single(await SelectAsync(new InstanceSelection { PatientId = "ID2" }));
        var keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID, first.Study).Add(Tags.StudyDescription, "");
        Assert.Equal("CORRECTED", Assert.Single(await FindAsync(QueryLevel.Study, keys)).GetString(Tags.StudyDescription));
    }

    /// <summary>Whoever saw an older state replaces nothing.</summary>
    [Fact]
    public async Task Nothing_is_replaced_that_lies_elsewhere_or_is_not_there()
    {
        var first = new SampleInstance();
        Assert.False(await Catalog.ReplaceAsync(first.ToEntry("store/new"), "store/old", Cancellation));
        Assert.Equal(0, (await Catalog.CountAsync(Cancellation)).Instances);
        await AddAsync(first);
        Assert.False(await Catalog.ReplaceAsync(first.ToEntry("store/new"), "store/old", Cancellation));
        Assert.Equal($"store/{first.SopInstance}", Assert.Single(await SelectAsync(new InstanceSelection { Instances = [first.SopInstance] })).Location);
    }

    /// <summary>Of many who replace the same, one has.</summary>
    [Fact]
    public async Task Of_16_who_replace_the_same_instance_at_once_one_has_replaced_it()
    {
        var first = new SampleInstance();
        await AddAsync(first);
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            await Catalog.ReplaceAsync(first.ToEntry($"new/{i}"), $"store/{first.SopInstance}", Cancellation).ConfigureAwait(false), Cancellation)));
        var winner = Assert.Single(Enumerable.Range(0, 16), i => results[i]);
        Assert.Equal($"new/{winner}", Assert.Single(await SelectAsync(new InstanceSelection { Instances = [first.SopInstance] })).Location);
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Whoever asks for it is not put where others belong, whether the catalog has just met the series or not.</summary>
    [Fact]
    public async Task An_entry_that_refuses_conflicts_is_not_added_to_others_parents()
    {
        var first = new SampleInstance();
        await AddAsync(first);
        await RestartCatalogAsync();
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(AddOutcome.SeriesOfOtherStudy, await AddStrictlyAsync(first.Next().With(Tags.StudyInstanceUID, Uid.New().Value)));
            Assert.Equal(AddOutcome.StudyOfOtherPatient, await AddStrictlyAsync(first.Next().With(Tags.PatientID, "ID2")));
            Assert.Equal(AddOutcome.StudyOfOtherPatient, await AddStrictlyAsync(first.Next().With(Tags.IssuerOfPatientID, "ELSEWHERE")));
            Assert.Equal(AddOutcome.StudyOfOtherPatient, await AddStrictlyAsync(first.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.PatientID, "ID2")));
            Assert.Equal(AddOutcome.Added, await AddStrictlyAsync(first.Next()));
        }

        Assert.Equal(new CatalogCounts(1, 1, 1, 3, 3000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>What is there is told as such first.</summary>
    [Fact]
    public async Task A_known_instance_is_no_conflict()
    {
        var first = new SampleInstance();
        await AddAsync(first);
        Assert.Equal(AddOutcome.AlreadyPresent, await AddStrictlyAsync(first.Copy().With(Tags.PatientID, "ID2")));
        Assert.Equal(AddOutcome.AlreadyPresent, await AddStrictlyAsync(first.Copy().With(Tags.StudyInstanceUID, Uid.New().Value)));
    }

    private async ValueTask<AddOutcome> AddStrictlyAsync(SampleInstance instance) =>
        Assert.Single(await Catalog.AddAsync([instance.ToEntry() with { RefusesConflict = true }], Cancellation).ConfigureAwait(false));
}
