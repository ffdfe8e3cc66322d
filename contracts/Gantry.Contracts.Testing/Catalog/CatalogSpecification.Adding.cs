using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    /// <summary>One instance is one of each.</summary>
    [Fact]
    public async Task An_instance_brings_its_series_study_and_patient()
    {
        Assert.Equal(AddOutcome.Added, await AddAsync(new SampleInstance()));
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Parents are shared.</summary>
    [Fact]
    public async Task Instances_of_one_series_share_their_parents()
    {
        var first = new SampleInstance();
        await AddAllAsync(first, first.Next(), first.Next());
        await AddAsync(first.Next().With(Tags.SeriesInstanceUID, Uid.New().Value));
        Assert.Equal(new CatalogCounts(1, 1, 2, 4, 4000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Adding is idempotent.</summary>
    [Fact]
    public async Task An_instance_that_is_there_stays_as_it_is()
    {
        var instance = new SampleInstance();
        await Catalog.AddAsync([instance.ToEntry("store/first")], Cancellation);
        var again = Assert.Single(await Catalog.AddAsync([instance.ToEntry("store/second", 5)], Cancellation));
        Assert.Equal(AddOutcome.AlreadyPresent, again);
        var stored = Assert.Single(await SelectAsync(new InstanceSelection { Instances = [instance.SopInstance] }));
        Assert.Equal(("store/first", 1000), (stored.Location, stored.Length));
    }

    /// <summary>A duplicate that names other parents must not leave empty ones.</summary>
    [Fact]
    public async Task A_known_instance_under_another_study_makes_nothing()
    {
        var instance = new SampleInstance();
        await AddAsync(instance);
        var elsewhere = instance.Copy().With(Tags.StudyInstanceUID, Uid.New().Value).With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.PatientID, "ID2");
        Assert.Equal(AddOutcome.AlreadyPresent, await AddAsync(elsewhere));
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Outcomes stand in the order of entries, duplicates within one call included.</summary>
    [Fact]
    public async Task Each_entry_of_a_call_has_its_outcome()
    {
        var first = new SampleInstance();
        var outcomes = await Catalog.AddAsync([first.ToEntry(), first.ToEntry(), first.Next().ToEntry()], Cancellation);
        Assert.Equal([AddOutcome.Added, AddOutcome.AlreadyPresent, AddOutcome.Added], outcomes);
    }

    /// <summary>No entries, no work.</summary>
    [Fact]
    public async Task Nothing_to_add_is_fine() => Assert.Empty(await Catalog.AddAsync([], Cancellation));

    /// <summary>Many senders of one instance: one of them stored it.</summary>
    [Fact]
    public async Task Of_64_who_add_the_same_instance_at_once_one_has_added_it()
    {
        var instance = new SampleInstance();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
            Assert.Single(await Catalog.AddAsync([instance.ToEntry($"store/{i}")], Cancellation).ConfigureAwait(false)), Cancellation)));
        Assert.Equal(1, outcomes.Count(outcome => outcome == AddOutcome.Added));
        Assert.Equal(63, outcomes.Count(outcome => outcome == AddOutcome.AlreadyPresent));
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Groups of calls share a commit, and yet each has its own fate.</summary>
    [Fact]
    public async Task An_entry_that_is_refused_harms_no_other()
    {
        var good = Enumerable.Range(0, 100).Select(_ => new SampleInstance()).ToList();
        var bad = new SampleInstance();
        var refused = Task.Run(async () => await Catalog.AddAsync([bad.ToEntry(new string('x', 256))], Cancellation).ConfigureAwait(false), Cancellation);
        var outcomes = await Task.WhenAll(good.Select(instance => Task.Run(async () => await AddAsync(instance).ConfigureAwait(false), Cancellation)));
        var exception = await Assert.ThrowsAsync<CatalogException>(() => refused);
        Assert.False(exception.IsTransient);
        Assert.All(outcomes, outcome => Assert.Equal(AddOutcome.Added, outcome));
        Assert.Equal(100, (await Catalog.CountAsync(Cancellation)).Instances);
    }

    /// <summary>A call happens as a whole or not at all.</summary>
    [Fact]
    public async Task None_of_a_call_is_added_where_one_is_refused()
    {
        var bad = new SampleInstance().Without(Tags.SeriesInstanceUID);
        var exception = await Assert.ThrowsAsync<CatalogException>(async () => await Catalog.AddAsync([new SampleInstance().ToEntry(), bad.ToEntry()], Cancellation));
        Assert.False(exception.IsTransient);
        Assert.Contains("(0020,000E)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Catalog.CountAsync(Cancellation)).Instances);
    }

    /// <summary>Without a Patient ID nothing says that two studies are of one person.</summary>
    [Fact]
    public async Task Studies_without_Patient_ID_have_patients_of_their_own()
    {
        var one = new SampleInstance().With(Tags.PatientID, null);
        var two = new SampleInstance().Without(Tags.PatientID);
        await AddAllAsync(one, one.Next(), two);
        var counts = await Catalog.CountAsync(Cancellation);
        Assert.Equal((2, 2, 3), (counts.Patients, counts.Studies, counts.Instances));
    }

    /// <summary>The same Patient ID of another issuer is another patient (PS3.3 §C.7.1.1).</summary>
    [Fact]
    public async Task The_issuer_tells_patients_apart()
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.IssuerOfPatientID, "NORTH"),
            new SampleInstance().With(Tags.IssuerOfPatientID, "SOUTH"),
            new SampleInstance().With(Tags.IssuerOfPatientID, "SOUTH"),
            new SampleInstance());
        Assert.Equal(3, (await Catalog.CountAsync(Cancellation)).Patients);
    }

    /// <summary>A Patient ID far beyond 64 characters is kept apart from one that differs at its end.</summary>
    [Fact]
    public async Task Patient_IDs_of_any_length_are_told_apart()
    {
        var head = new string('7', 300);
        await AddAllAsync(new SampleInstance().With(Tags.PatientID, head + "1"), new SampleInstance().With(Tags.PatientID, head + "2"), new SampleInstance().With(Tags.PatientID, head + "2"));
        Assert.Equal(2, (await Catalog.CountAsync(Cancellation)).Patients);
    }

    /// <summary>The first parent stays; nothing is refused.</summary>
    [Fact]
    public async Task A_series_stays_in_the_study_it_came_with()
    {
        var first = new SampleInstance();
        var other = first.Next().With(Tags.StudyInstanceUID, Uid.New().Value);
        await AddAsync(first);
        Assert.Equal(AddOutcome.Added, await AddAsync(other));
        Assert.Equal(2, (await SelectAsync(new InstanceSelection { Studies = [first.Study] })).Count);
        Assert.Equal(new CatalogCounts(1, 1, 1, 2, 2000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>The first parent stays; nothing is refused.</summary>
    [Fact]
    public async Task A_study_stays_with_the_patient_it_came_with()
    {
        var first = new SampleInstance();
        await AddAsync(first);
        Assert.Equal(AddOutcome.Added, await AddAsync(first.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.PatientID, "ID2")));
        Assert.Equal(new CatalogCounts(1, 1, 2, 2, 2000), await Catalog.CountAsync(Cancellation));
        Assert.Empty(await SelectAsync(new InstanceSelection { PatientId = "ID2" }));
    }

    /// <summary>Added means durable.</summary>
    [Fact]
    public async Task What_was_added_is_there_after_a_restart()
    {
        var instance = new SampleInstance();
        await AddAsync(instance);
        await RestartCatalogAsync();
        Assert.Single(await SelectAsync(new InstanceSelection { Instances = [instance.SopInstance] }));
        Assert.Equal(AddOutcome.AlreadyPresent, await AddAsync(instance));
        Assert.Equal(AddOutcome.Added, await AddAsync(instance.Next()));
        Assert.Equal(new CatalogCounts(1, 1, 1, 2, 2000), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>Whoever cancels knows: added, or not.</summary>
    [Fact]
    public async Task A_cancelled_call_has_added_nothing_or_all()
    {
        for (var i = 0; i < 50; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var instance = new SampleInstance();
            var adding = Task.Run(async () => await Catalog.AddAsync([instance.ToEntry(), instance.Next().ToEntry()], cancellation.Token).ConfigureAwait(false), Cancellation);
            await cancellation.CancelAsync();
            var isAdded = true;
            try
            {
                await adding;
            }
            catch (OperationCanceledException)
            {
                isAdded = false;
            }

            Assert.Equal(isAdded ? 2 : 0, (await SelectAsync(new InstanceSelection { Series = [instance.Series] })).Count);
        }
    }
}
