using System.Globalization;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class CatalogSpecification
{
    /// <summary>All that a retrieval needs is kept.</summary>
    [Fact]
    public async Task A_selected_instance_tells_where_it_is()
    {
        var instance = new SampleInstance();
        await Catalog.AddAsync([instance.ToEntry("store/a b/ü'\"", 4_000_000_000)], Cancellation);
        var found = Assert.Single(await SelectAsync(new InstanceSelection { Studies = [instance.Study] }));
        Assert.Equal(new CatalogInstance(Uids.CTImageStorage, instance.SopInstance, TransferSyntax.ExplicitVRLittleEndian, "store/a b/ü'\"", 4_000_000_000), found);
    }

    /// <summary>Study by study, series by series, by number; what has no number comes last.</summary>
    [Fact]
    public async Task Instances_are_selected_in_order()
    {
        var studies = new[] { new SampleInstance(), new SampleInstance() };
        var numbers = new[] { "10", "2", null, "1" };
        foreach (var seriesNumber in new[] { "2", "1", null })
        {
            foreach (var study in studies)
            {
                var series = study.Next().With(Tags.SeriesInstanceUID, Uid.New().Value).With(Tags.SeriesNumber, seriesNumber);
                foreach (var number in numbers)
                {
                    var instance = series.Next().With(Tags.InstanceNumber, number);
                    await Catalog.AddAsync([instance.ToEntry($"{study.Study} {seriesNumber ?? "-"} {number ?? "-"} {instance.SopInstance}")], Cancellation);
                }
            }
        }

        var selected = await SelectAsync(new InstanceSelection { PatientId = "ID1" });
        var places = selected.Select(instance => instance.Location.Split(' ')).Select(parts => (Study: parts[0], Order: $"{parts[1]} {parts[2]}")).ToList();
        Assert.Equal(24, places.Count);
        string[] order = ["1 1", "1 2", "1 10", "1 -", "2 1", "2 2", "2 10", "2 -", "- 1", "- 2", "- 10", "- -"];
        Assert.Equal([.. order, .. order], places.Select(place => place.Order));
        Assert.Single(places.Take(12).Select(place => place.Study).Distinct());
    }

    /// <summary>Every key given must hold.</summary>
    [Fact]
    public async Task Keys_of_a_selection_are_all_required()
    {
        var one = new SampleInstance();
        var two = new SampleInstance().With(Tags.PatientID, "ID2");
        await AddAllAsync(one, one.Next(), two);
        Assert.Equal(2, (await SelectAsync(new InstanceSelection { PatientId = "ID1" })).Count);
        Assert.Single(await SelectAsync(new InstanceSelection { PatientId = "ID2", Studies = [one.Study, two.Study] }));
        Assert.Empty(await SelectAsync(new InstanceSelection { PatientId = "ID2", Studies = [one.Study] }));
        Assert.Single(await SelectAsync(new InstanceSelection { Studies = [one.Study], Instances = [one.SopInstance, two.SopInstance] }));
        Assert.Empty(await SelectAsync(new InstanceSelection { Series = [one.Series], Instances = [two.SopInstance] }));
        Assert.Equal(3, (await SelectAsync(new InstanceSelection { Series = [one.Series, two.Series, Uid.New()] })).Count);
    }

    /// <summary>A list may be longer than any statement.</summary>
    [Fact]
    public async Task Ten_thousand_UIDs_select_those_that_are_there()
    {
        var first = new SampleInstance();
        var some = Enumerable.Range(0, 700).Select(i => (i % 7 == 0 ? new SampleInstance() : first.Next()).With(Tags.InstanceNumber, i.ToString(CultureInfo.InvariantCulture))).ToList();
        await AddAllAsync(some);
        var many = some.Select(instance => instance.SopInstance).Concat(Enumerable.Range(0, 9_300).Select(_ => Uid.New())).ToList();
        Assert.Equal(700, (await SelectAsync(new InstanceSelection { Instances = [.. many] })).Count);
        Assert.Equal(700, (await SelectAsync(new InstanceSelection { Studies = [.. some.Select(instance => instance.Study), .. many], Instances = [.. many] })).Count);
        Assert.Equal(700, (await SelectAsync(new InstanceSelection { Series = [.. some.Select(instance => instance.Series), .. many] })).Count);
        Assert.Equal(700, (await SelectAsync(new InstanceSelection { Studies = [.. some.Select(instance => instance.Study), .. many] })).Count);
    }

    /// <summary>A series longer than any page.</summary>
    [Fact]
    public async Task A_long_series_is_selected_whole_and_in_order()
    {
        var first = new SampleInstance();
        await AddAllAsync(Enumerable.Range(0, 1500).Select(i => first.Next().With(Tags.InstanceNumber, (i / 3).ToString(CultureInfo.InvariantCulture))));
        var selected = await SelectAsync(new InstanceSelection { Series = [first.Series] });
        Assert.Equal(1500, selected.Select(instance => instance.SopInstance).Distinct().Count());
    }

    /// <summary>A Patient ID that is more than a column holds.</summary>
    [Theory]
    [InlineData("A\\B")]
    [InlineData("777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777777")]
    [InlineData("Ä Ö\U0001F600")]
    public async Task An_unusual_Patient_ID_selects_its_instances(string patientId)
    {
        await AddAllAsync(new SampleInstance().With(Tags.PatientID, patientId), new SampleInstance().With(Tags.PatientID, "C\\D"), new SampleInstance());
        Assert.Single(await SelectAsync(new InstanceSelection { PatientId = patientId }));
    }

    /// <summary>Forgetting the keys must not mean everything.</summary>
    [Fact]
    public async Task A_selection_without_keys_is_refused()
    {
        await AddAsync(new SampleInstance());
        await Assert.ThrowsAsync<ArgumentException>(async () => await SelectAsync(new InstanceSelection()));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Catalog.RemoveAsync(new InstanceSelection(), Cancellation));
        Assert.Equal(1, (await Catalog.CountAsync(Cancellation)).Instances);
    }

    /// <summary>What is empty goes with its last child.</summary>
    [Fact]
    public async Task Removing_the_last_instance_removes_its_parents()
    {
        var one = new SampleInstance();
        var sibling = one.Next();
        var otherSeries = one.Next().With(Tags.SeriesInstanceUID, Uid.New().Value);
        var otherPatient = new SampleInstance().With(Tags.PatientID, "ID2");
        await AddAllAsync(one, sibling, otherSeries, otherPatient);

        Assert.Equal(one.SopInstance, Assert.Single(await Catalog.RemoveAsync(new InstanceSelection { Instances = [one.SopInstance] }, Cancellation)).SopInstance);
        Assert.Equal(new CatalogCounts(2, 2, 3, 3, 3000), await Catalog.CountAsync(Cancellation));
        await Catalog.RemoveAsync(new InstanceSelection { Instances = [sibling.SopInstance] }, Cancellation);
        Assert.Equal(new CatalogCounts(2, 2, 2, 2, 2000), await Catalog.CountAsync(Cancellation));
        Assert.Single(await Catalog.RemoveAsync(new InstanceSelection { Studies = [one.Study] }, Cancellation));
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1000), await Catalog.CountAsync(Cancellation));
        Assert.Empty(await Catalog.RemoveAsync(new InstanceSelection { Studies = [one.Study] }, Cancellation));
        Assert.Single(await Catalog.RemoveAsync(new InstanceSelection { PatientId = "ID2" }, Cancellation));
        Assert.Equal(new CatalogCounts(0, 0, 0, 0, 0), await Catalog.CountAsync(Cancellation));
    }

    /// <summary>What was removed can come again, also into what the catalog remembers of its series.</summary>
    [Fact]
    public async Task A_removed_instance_can_be_added_again()
    {
        var instance = new SampleInstance();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(AddOutcome.Added, await AddAsync(instance));
            Assert.Single(await Catalog.RemoveAsync(new InstanceSelection { Series = [instance.Series] }, Cancellation));
        }
    }
}
