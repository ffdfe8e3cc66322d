using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    /// <summary>64 associations that store one study at once: all is there, once, and counted.</summary>
    [Fact]
    public async Task Sixty_four_who_store_one_study_at_once_make_one_study()
    {
        var first = new SampleInstance();
        var series = Enumerable.Range(0, 8).Select(_ => Uid.New().Value).ToList();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () =>
            {
                for (var n = 0; n < 4; n++)
                {
                    Assert.Equal(AddOutcome.Added, await AddAsync(first.Next().With(Tags.SeriesInstanceUID, series[(i + n) % 8])));
                }
            },
            Cancellation)));
        Assert.Equal(new CatalogCounts(1, 1, 8, 256, 256_000), await Catalog.CountAsync(Cancellation));
        var study = Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.NumberOfStudyRelatedInstances).Add(Tags.NumberOfStudyRelatedSeries)));
        Assert.Equal((8, 256), (study.GetInt32(Tags.NumberOfStudyRelatedSeries), study.GetInt32(Tags.NumberOfStudyRelatedInstances)));
    }

    /// <summary>One stores while another removes the same study, again and again: nothing is left over, nothing is lost, and the counts say what is there.</summary>
    [Fact]
    public async Task Storing_and_removing_the_same_study_at_once_leaves_what_the_catalog_says()
    {
        var first = new SampleInstance();
        var (added, removed) = (0, 0);
        await Task.WhenAll(
            Task.Run(AddAsync, Cancellation), Task.Run(AddAsync, Cancellation), Task.Run(AddAsync, Cancellation),
            Task.Run(RemoveAsync, Cancellation), Task.Run(RemoveAsync, Cancellation));

        var left = await SelectAsync(new InstanceSelection { Studies = [first.Study] });
        Assert.Equal(added - removed, left.Count);
        var counts = await Catalog.CountAsync(Cancellation);
        Assert.Equal((left.Count > 0 ? 1 : 0, left.Count, left.Sum(instance => instance.Length)), (counts.Studies, counts.Instances, counts.Bytes));
        Assert.Equal(counts.Series, (await FindAsync(QueryLevel.Series, Keys)).Count);
        Assert.Equal(counts.Patients, (await FindAsync(QueryLevel.Patient, Keys, QueryRoot.Patient)).Count);
        Assert.Equal(left.Count, (await FindAsync(QueryLevel.Series, Keys.Add(Tags.NumberOfSeriesRelatedInstances))).Sum(match => match.GetInt32(Tags.NumberOfSeriesRelatedInstances)));

        async Task AddAsync()
        {
            for (var i = 0; i < 60; i++)
            {
                var instance = i % 3 == 0 ? first.Next() : first.Next().With(Tags.SeriesInstanceUID, Uid.New().Value);
                Assert.Equal(AddOutcome.Added, Assert.Single(await Catalog.AddAsync([instance.ToEntry(length: i + 1)], Cancellation)));
                Interlocked.Increment(ref added);
            }
        }

        async Task RemoveAsync()
        {
            for (var i = 0; i < 30; i++)
            {
                Interlocked.Add(ref removed, (await Catalog.RemoveAsync(new InstanceSelection { Studies = [first.Study] }, Cancellation)).Count);
            }
        }
    }

    /// <summary>Studies are removed while queries and retrievals go through them: each answer is whole, none is there twice, and none fails.</summary>
    [Fact]
    public async Task Queries_go_on_while_what_they_find_is_removed()
    {
        var instances = Enumerable.Range(0, 80).SelectMany(_ => Pair()).ToList();
        await AddAllAsync(instances);
        var removing = Task.Run(
            async () =>
            {
                foreach (var instance in instances)
                {
                    await Catalog.RemoveAsync(new InstanceSelection { Instances = [instance.SopInstance] }, Cancellation);
                }
            },
            Cancellation);
        do
        {
            foreach (var level in new[] { QueryLevel.Study, QueryLevel.Series, QueryLevel.Image })
            {
                var found = await FindAsync(level, Keys.Add(Tags.PatientID, "ID1").Add(Tags.StudyDate, "20240229").Add(Tags.ModalitiesInStudy).Add(Tags.SOPClassesInStudy).Add(Tags.NumberOfStudyRelatedInstances));
                Assert.Equal(found.Count, found.Select(match => match.GetString(AttributeLevels.UniqueKeyOf(level))).Distinct().Count());
                Assert.All(found, match => Assert.Equal(("ID1", "20240229"), (match.GetString(Tags.PatientID), match.GetString(Tags.StudyDate))));
            }

            var selected = await SelectAsync(new InstanceSelection { PatientId = "ID1" });
            Assert.Equal(selected.Count, selected.Select(instance => instance.SopInstance).Distinct().Count());
        }
        while (!removing.IsCompleted);

        await removing;
        Assert.Equal(new CatalogCounts(0, 0, 0, 0, 0), await Catalog.CountAsync(Cancellation));
        Assert.Empty(await FindAsync(QueryLevel.Image, Keys));

        static SampleInstance[] Pair()
        {
            var one = new SampleInstance();
            return [one, one.Next()];
        }
    }

    /// <summary>Who reads the count of a study while it is stored sees it grow, never shrink.</summary>
    [Fact]
    public async Task Counts_grow_with_what_is_stored()
    {
        var first = new SampleInstance();
        var storing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 120; i++)
                {
                    await AddAsync(first.Next());
                }
            },
            Cancellation);
        var seen = new List<int>();
        while (!storing.IsCompleted)
        {
            seen.AddRange((await FindAsync(QueryLevel.Study, Keys.Add(Tags.NumberOfStudyRelatedInstances))).Select(match => match.GetInt32(Tags.NumberOfStudyRelatedInstances) ?? 0));
        }

        await storing;
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(120, Assert.Single(await FindAsync(QueryLevel.Study, Keys.Add(Tags.NumberOfStudyRelatedInstances))).GetInt32(Tags.NumberOfStudyRelatedInstances));
    }
}
