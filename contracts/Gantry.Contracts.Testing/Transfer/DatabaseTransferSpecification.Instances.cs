using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

public abstract partial class DatabaseTransferSpecification
{
    /// <summary>A study whose attributes are others than those that its instances bring is of the past; so are its series and its patient.</summary>
    [Fact]
    public async Task Parents_of_the_past_make_way()
    {
        var first = new SampleInstance().With(Tags.PatientID, "P").With(Tags.StudyDescription, "old");
        var (second, third) = (first.Next(), new SampleInstance().With(Tags.PatientID, "P"));
        await Service.Catalog.AddAsync([first.ToEntry(), second.ToEntry(), third.ToEntry()], Cancellation);

        var changed = first.Copy().With(Tags.StudyDescription, "new");
        Assert.Equal([second.SopInstance.Value], await Service.Transfer.PutAsync([new InstanceRecord(changed.ToEntry())], Cancellation));
        Assert.Equal([("P", "new", 1), ("P", "", 1)], await StudiesAsync());

        var renamed = changed.Copy().With(Tags.PatientName, "OTHER^NAME");
        Assert.Equal([third.SopInstance.Value], await Service.Transfer.PutAsync([new InstanceRecord(renamed.ToEntry())], Cancellation));
        Assert.Equal([("P", "new", 1)], await StudiesAsync());

        var moved = renamed.Copy().With(Tags.PatientID, "Q");
        Assert.Empty(await Service.Transfer.PutAsync([new InstanceRecord(moved.ToEntry())], Cancellation));
        Assert.Equal([("Q", "new", 1)], await StudiesAsync());

        var elsewhere = moved.Next().With(Tags.StudyInstanceUID, Uid.New().Value).With(Tags.StudyDescription, "a series of another study");
        Assert.Equal([moved.SopInstance.Value], await Service.Transfer.PutAsync([new InstanceRecord(elsewhere.ToEntry())], Cancellation));
        Assert.Equal([("Q", "a series of another study", 1)], await StudiesAsync());
        Assert.Equal(new CatalogCounts(1, 1, 1, 1, 1_000), await Service.Catalog.CountAsync(Cancellation));

        async Task<IEnumerable<(string, string, int)>> StudiesAsync()
        {
            var keys = new DicomDataSetBuilder().Add(Tags.PatientID).Add(Tags.StudyDescription).Add(Tags.NumberOfStudyRelatedInstances).Build();
            var found = await CollectAsync(Service.Catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys }, Cancellation));
            return found.Select(study => (study.GetString(Tags.PatientID)!, study.GetText(Tags.StudyDescription) ?? "", study.GetInt32(Tags.NumberOfStudyRelatedInstances)!.Value))
                .OrderByDescending(study => study.Item2, StringComparer.Ordinal);
        }
    }

    /// <summary>The order in which instances come does not change what their patient, study and series say, whatever each of them said when it was stored.</summary>
    [Fact]
    public async Task Instances_bring_what_their_study_says_not_what_they_said_themselves()
    {
        var first = new SampleInstance().With(Tags.StudyDescription, "first").With(Tags.PatientSex, "F");
        SampleInstance[] others = [.. Enumerable.Range(2, 20).Select(i => first.Next().With(Tags.StudyDescription, $"{i}").With(Tags.PatientSex, "M").With(Tags.InstanceNumber, $"{i}"))];
        await Service.Catalog.AddAsync([first.ToEntry(), .. others.Select(other => other.ToEntry())], Cancellation);
        using var memory = new TestServices();
        var other = DatabaseServices.Of(memory);
        var all = (await Service.Transfer.ReadAsync(TransferKind.Instance, null, 1_000, Cancellation)).Cast<InstanceRecord>().ToList();
        Assert.All(all, record => Assert.Equal(("first", "F"), (record.Entry.Attributes.GetString(Tags.StudyDescription), record.Entry.Attributes.GetString(Tags.PatientSex))));
        foreach (var record in Enumerable.Reverse(all))
        {
            Assert.Empty(await other.Transfer.PutAsync([record], Cancellation));
        }

        await AssertSameAsync(Service.Transfer, other.Transfer);
    }
}
