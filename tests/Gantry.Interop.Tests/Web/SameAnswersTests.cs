using System.Buffers;
using System.Net;
using System.Text;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>QIDO-RS and C-FIND answer the same questions with the same matches, and the same values in them.</summary>
public sealed class SameAnswersTests(SameAnswersTests.Filled filled) : IClassFixture<SameAnswersTests.Filled>, IDisposable
{
    private const string Uid1 = "2.25.910001", Uid2 = "2.25.910002";

    // What the service says of itself, and what each says in its own way.
    private static readonly Tag[] Own = [Tags.RetrieveURL, Tags.RetrieveAETitle, Tags.InstanceAvailability, Tags.QueryRetrieveLevel, Tags.SpecificCharacterSet];
    private readonly HttpClient _client = filled.Gantry.Http("/dicom-web/");

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("studies", "PatientID=SAME*", 5)]
    [InlineData("studies", "PatientID=SAME%3F", 5)]
    [InlineData("studies", "PatientID=SAME1", 1)]
    [InlineData("studies", "PatientName=anon^o*&PatientID=SAME*", 1)]
    [InlineData("studies", "PatientName=*Zw%C3%B6lf", 1)]
    [InlineData("studies", "PatientName=Hans%20Mayer&fuzzymatching=true", 1)]
    [InlineData("studies", "PatientName=Hans%20Mayer", 0)]
    [InlineData("studies", "StudyDate=20260110-20260112&PatientID=SAME*", 3)]
    [InlineData("studies", "StudyDate=20260110-20260112&StudyTime=120000-110000&PatientID=SAME*", 1)] // as one range
    [InlineData("studies", "StudyDate=-20260109&PatientID=SAME*", 1)]
    [InlineData("studies", "ModalitiesInStudy=MR&PatientID=SAME*", 1)]
    [InlineData("studies", "StudyInstanceUID=" + Uid1 + "," + Uid2, 2)]
    [InlineData("studies", "AccessionNumber=%22%22&emptyvaluematching=true&PatientID=SAME*", 1)]
    [InlineData("studies", "AccessionNumber=A1,A3&multiplevaluematching=true&PatientID=SAME*", 2)]
    [InlineData("studies", "PatientID=SAME*&includefield=all", 5)]
    [InlineData("studies", "PatientID=SAME*&includefield=StudyDescription,00101010&includefield=00081060", 5)]
    [InlineData("series", "Modality=MR&PatientID=SAME*", 1)]
    [InlineData("series", "PatientID=SAME*&includefield=all", 6)]
    [InlineData("series", "RequestAttributesSequence.ScheduledProcedureStepID=STEP2&PatientID=SAME*", 1)]
    [InlineData("instances", "InstanceNumber=2&PatientID=SAME*", 1)]
    [InlineData("instances", "PatientID=SAME*&includefield=all", 7)]
    [InlineData("instances", "Rows=16&PatientID=SAME3", 1)]
    public async Task The_same_question_has_the_same_answer(string path, string query, int expected)
    {
        var searched = await SearchAsync($"{path}?{query}");

        Assert.Equal(expected, searched.Count);
        var unique = path switch { "studies" => Tags.StudyInstanceUID, "series" => Tags.SeriesInstanceUID, _ => Tags.SOPInstanceUID };
        Tag[] returned = [.. searched.SelectMany(match => match.Select(element => element.Tag)).Distinct().Except(Own)];
        var found = await FindAsync(path, query, [.. returned.Append(unique)]);
        Assert.Equal(Rows(found, unique, returned), Rows(searched, unique, returned));
    }

    [Theory]
    [InlineData("studies", "PatientID=SAME*", 2)]
    [InlineData("instances", "PatientID=SAME*", 3)]
    public async Task Pages_are_together_what_a_query_finds(string path, string query, int limit)
    {
        var (pages, offset) = (new List<DicomDataSet>(), 0);
        while (await SearchAsync($"{path}?{query}&limit={limit}&offset={offset}") is { Count: > 0 } page)
        {
            Assert.True(page.Count <= limit);
            pages.AddRange(page);
            offset += limit;
        }

        var unique = path == "studies" ? Tags.StudyInstanceUID : Tags.SOPInstanceUID;
        Assert.Equal(Rows(await FindAsync(path, query, [unique]), unique, [unique]), Rows(pages, unique, [unique]));
    }

    [Fact]
    public async Task Counts_are_those_of_a_query_and_who_has_the_answer_is_told_so()
    {
        const string Question = "studies?PatientID=SAME1";
        var match = Assert.Single(await SearchAsync(Question));
        Assert.Equal((2, 3, "CT\\MR"), (match.GetInt32(Tags.NumberOfStudyRelatedSeries), match.GetInt32(Tags.NumberOfStudyRelatedInstances), string.Join('\\', match.GetStrings(Tags.ModalitiesInStudy).Order(StringComparer.Ordinal))));

        using var first = await _client.GetAsync(Question, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, Question);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
    }

    private async Task<IReadOnlyList<DicomDataSet>> SearchAsync(string question)
    {
        using var response = await _client.GetAsync(question, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.StatusCode == HttpStatusCode.NoContent
            ? []
            : DicomJsonReader.ReadAll(new ReadOnlySequence<byte>(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }

    private async Task<List<DicomDataSet>> FindAsync(string path, string query, Tag[] returned)
    {
        var keys = Scu.Identifier(path switch { "studies" => "STUDY", "series" => "SERIES", _ => "IMAGE" }).Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var tag in returned)
        {
            keys.Set(tag);
        }

        // QIDO-RS takes dates together with their times always (PS3.18 §8.3.4.1.1), and any key at any level.
        var options = QueryRetrieveOptions.Relational | QueryRetrieveOptions.CombinedDateTimeMatching;
        foreach (var pair in query.Split('&').Select(pair => pair.Split('=', 2)))
        {
            var value = Uri.UnescapeDataString(pair[1]);
            switch (pair[0])
            {
                case "fuzzymatching":
                    options |= QueryRetrieveOptions.FuzzySemanticMatching;
                    break;
                case "emptyvaluematching":
                    options |= QueryRetrieveOptions.EmptyValueMatching;
                    break;
                case "multiplevaluematching":
                    options |= QueryRetrieveOptions.MultipleValueMatching;
                    break;
                case "includefield":
                    break;
                default:
                    Add(keys, pair[0].Split('.'), value.Split(','));
                    break;
            }
        }

        var negotiated = new RequestorOptions { ExtendedNegotiations = [QueryRetrieveNegotiation.Propose(Scu.StudyRootFind, options)] };
        await using var association = await DicomClient.ConnectAsync(
            "127.0.0.1", filled.Gantry.DicomPort, new AETitle(GantryProcess.AETitle), new AETitle("SCU"), [new ProposedContext(Scu.StudyRootFind, [TransferSyntax.ExplicitVRLittleEndian])],
            negotiated, cancellationToken: TestContext.Current.CancellationToken);
        var matches = new List<DicomDataSet>();
        await foreach (var match in association.FindAsync(Scu.StudyRootFind, keys.Build(), TestContext.Current.CancellationToken))
        {
            matches.Add(match);
        }

        return matches;
    }

    private static void Add(DicomDataSetBuilder keys, string[] path, string[] values)
    {
        Assert.True(DicomDictionary.TryGetTag(path[0], out var tag));
        if (path.Length == 1)
        {
            keys.Set(tag, values);
            return;
        }

        var item = new DicomDataSetBuilder();
        Add(item, path[1..], values);
        keys.Set(tag, item.Build());
    }

    // Each match as text: what it has of the attributes that are compared, without those that are empty.
    private static IEnumerable<string> Rows(IEnumerable<DicomDataSet> matches, Tag unique, Tag[] compared) => matches.OrderBy(match => match.GetString(unique), StringComparer.Ordinal).Select(match =>
    {
        var row = match.ToBuilder();
        foreach (var element in match.Where(element => element.IsEmpty || !compared.Contains(element.Tag)))
        {
            row.Remove(element.Tag);
        }

        return Encoding.UTF8.GetString(DicomJsonWriter.ToArray(row.Build()));
    });

    /// <summary>A host with five studies of five patients.</summary>
    public sealed class Filled : SharedGantry, IAsyncLifetime
    {
        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var (first, ofFirst) = (new Uid(Uid1), Uid.New());
            Sample[] samples =
            [
                Make("SAME1", first, ofFirst, 1, "ANON^ONE", "20260110", "100000", "A1"),
                Make("SAME1", first, ofFirst, 2, "ANON^ONE", "20260110", "100000", "A1"),
                Make("SAME1", first, Uid.New(), 1, "ANON^ONE", "20260110", "100000", "A1", builder => builder.Set(Tags.Modality, "MR").Set(
                    Tags.RequestAttributesSequence, new DicomDataSetBuilder().Add(Tags.ScheduledProcedureStepID, "STEP2").Add(Tags.RequestedProcedureID, "P2").Build())),
                Make("SAME2", new Uid(Uid2), Uid.New(), 1, "ANON^Zwölf", "20260111", "090000", "A2"),
                Make("SAME3", Uid.New(), Uid.New(), 1, "MEIER^HANS", "20260112", "130000", "A3"),
                Make("SAME4", Uid.New(), Uid.New(), 1, "ANON^FOUR", "20260105", "130000", ""),
                Make("SAME5", Uid.New(), Uid.New(), 1, "ANON^FIVE", "20260220", "130000", "A5", builder => builder.Set(Tags.PatientAge, "042Y").Set(Tags.NameOfPhysiciansReadingStudy, "READER^A")),
            ];
            foreach (var sample in samples)
            {
                Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(Gantry.DicomPort, sample));
            }
        }

        private static Sample Make(
            string patient, Uid study, Uid series, int number, string name, string date, string time, string accession, Action<DicomDataSetBuilder>? more = null) =>
            Samples.Make(study, series, number, patient, more: builder =>
            {
                builder.Set(Tags.SpecificCharacterSet, "ISO_IR 192").Set(Tags.PatientName, name).Set(Tags.StudyDate, date).Set(Tags.StudyTime, time).Set(Tags.AccessionNumber, accession);
                more?.Invoke(builder);
            });
    }
}
