using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Annotations.Tests;

public sealed class AnnotationTests : IDisposable
{
    private const string Study = "2.25.7";
    private const string Line = """{"id":"a1","tool":"length","sopInstanceUid":"2.25.71","frame":1,"points":[[0,0,0.5],[10,0,0.5]],"normal":[0,0,1],"text":"12 mm"}""";
    private const string Nothing = "\"none\"";
    private readonly TestServices _services = new("gantry.annotations");
    private readonly TestPluginSettings<AnnotationSettings> _settings = new(new AnnotationSettings { MaximumUsers = 2 });
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    private AnnotationStore Store => new(_services.Context, _settings, _time); // a new one each time, as another version of the plugin has

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task What_a_user_has_drawn_is_read_by_all_who_may_see_the_study()
    {
        await AddStudyAsync();
        Assert.Equal("""{"own":null,"others":[]}""", await ReadAsync("anna"));

        var put = await PutAsync("anna", Document(Line, """{"sopInstanceUid":"2.25.72","frame":3}"""), Nothing);

        Assert.Equal(204, put.Status);
        var read = await AskAsync("GET", "anna");
        Assert.Equal(Field(put, "ETag"), Field(read, "ETag"));
        using var own = JsonDocument.Parse(await ContentAsync(read));
        var document = own.RootElement.GetProperty("own");
        Assert.Equal(("anna", "2026-11-28T12:00:00+00:00"), (document.GetProperty("user").GetString(), document.GetProperty("changedAt").GetString()));
        Assert.Equal(Line, document.GetProperty("annotations")[0].GetRawText());
        Assert.Equal(3, document.GetProperty("keyImages")[0].GetProperty("frame").GetInt32());
        using var other = JsonDocument.Parse(await ReadAsync("ben"));
        Assert.Equal(JsonValueKind.Null, other.RootElement.GetProperty("own").ValueKind);
        Assert.Equal("anna", other.RootElement.GetProperty("others")[0].GetProperty("user").GetString());
    }

    [Fact]
    public async Task What_was_changed_elsewhere_meanwhile_is_not_overwritten()
    {
        await AddStudyAsync();
        var first = Field(await PutAsync("anna", Document(Line), Nothing), "ETag")!;

        Assert.Equal(412, (await PutAsync("anna", Document(), Nothing)).Status);
        var second = await PutAsync("anna", Document(Line.Replace("a1", "a2", StringComparison.Ordinal)), first);
        Assert.Equal((204, 412), (second.Status, (await PutAsync("anna", Document(), first)).Status));

        Assert.Contains("a2", await ReadAsync("anna"), StringComparison.Ordinal);
        Assert.Equal(428, (await PutAsync("anna", Document(Line), null)).Status);
    }

    [Fact]
    public async Task Of_many_at_a_time_one_alone_is_first()
    {
        await AddStudyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Task.Run(() => PutAsync("anna", Document(Line.Replace("a1", $"a{number}", StringComparison.Ordinal)), Nothing))));

        Assert.Equal([204, .. Enumerable.Repeat(412, 11)], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task Nothing_drawn_and_nothing_marked_leaves_nothing_and_frees_a_place()
    {
        await AddStudyAsync();
        var tag = Field(await PutAsync("anna", Document(Line), Nothing), "ETag")!;
        Assert.Equal(204, (await PutAsync("ben", Document(Line), Nothing)).Status);
        Assert.Equal(409, (await PutAsync("carl", Document(Line), Nothing)).Status);

        var emptied = await PutAsync("anna", Document(), tag);

        Assert.Equal((204, Nothing), (emptied.Status, Field(emptied, "ETag")));
        Assert.Equal(204, (await PutAsync("carl", Document(Line), Nothing)).Status);
        Assert.Equal(2, Files().Count);
    }

    [Fact]
    public async Task They_go_with_the_study()
    {
        await AddStudyAsync();
        await PutAsync("anna", Document(Line), Nothing);
        var observer = new DeletionObserver(Store);

        await observer.OnDeletedAsync(Deleted(isWhole: false), TestContext.Current.CancellationToken);
        Assert.Single(Files());
        await observer.OnDeletedAsync(Deleted(isWhole: true), TestContext.Current.CancellationToken);
        await observer.OnDeletedAsync(Deleted(isWhole: true), TestContext.Current.CancellationToken);

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Who_may_not_see_the_study_or_is_nobody_reads_and_writes_nothing()
    {
        await AddStudyAsync();
        Assert.Equal(404, (await AskAsync("GET", "anna", study: "2.25.404")).Status);
        Assert.Equal(404, (await AskAsync("PUT", "anna", Document(Line), Nothing, "2.25.404")).Status);
        Assert.Equal(400, (await AskAsync("GET", "anna", study: "../x")).Status);
        Assert.Equal(403, (await AskAsync("PUT", "", Document(Line), Nothing)).Status);
        _services.ScopePolicy.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "OTHER").Build());
        Assert.Equal(404, (await AskAsync("GET", "anna")).Status);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"annotations":[]}""")]
    [InlineData("""{"annotations":[],"keyImages":[],"script":"x"}""")]
    [InlineData("""{"annotations":[null],"keyImages":[]}""")]
    [InlineData("""{"annotations":[],"keyImages":[null]}""")]
    [InlineData("""{"annotations":[],"keyImages":[{"sopInstanceUid":"x","frame":1}]}""")]
    [InlineData("""{"annotations":[],"keyImages":[{"sopInstanceUid":"2.25.1","frame":0}]}""")]
    public async Task A_document_that_is_none_is_refused(string body)
    {
        await AddStudyAsync();
        var answer = await PutAsync("anna", body, Nothing);
        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Problem!.Detail);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("\"a1\"", "\"\"")]
    [InlineData("\"a1\"", "\"a1\\n\"")]
    [InlineData("\"a1\"", "\"__proto__\"")]
    [InlineData("\"length\"", "\"script\"")]
    [InlineData("\"2.25.71\"", "\"2.25.x\"")]
    [InlineData("\"frame\":1", "\"frame\":0")]
    [InlineData("[[0,0,0.5],[10,0,0.5]]", "[]")]
    [InlineData("[[0,0,0.5],[10,0,0.5]]", "[[0,0]]")]
    [InlineData("[[0,0,0.5],[10,0,0.5]]", "[[0,0,1e300]]")]
    [InlineData("[[0,0,0.5],[10,0,0.5]]", "[[0,0,\"NaN\"]]")]
    [InlineData("[[0,0,0.5],[10,0,0.5]]", "[null]")]
    [InlineData("[0,0,1]", "[0,0,1,0]")]
    [InlineData("\"text\":\"12 mm\"", "\"html\":\"<b>\"")]
    public async Task An_annotation_that_is_none_is_refused(string part, string other)
    {
        await AddStudyAsync();
        Assert.Equal(400, (await PutAsync("anna", Document(Line.Replace(part, other, StringComparison.Ordinal)), Nothing)).Status);
    }

    [Fact]
    public async Task Two_of_one_id_and_long_texts_are_refused()
    {
        await AddStudyAsync();
        Assert.Equal(400, (await PutAsync("anna", Document($"{Line},{Line}"), Nothing)).Status);
        Assert.Equal(400, (await PutAsync("anna", Document(Line.Replace("12 mm", new string('x', 1_025), StringComparison.Ordinal)), Nothing)).Status);
        Assert.Equal(204, (await PutAsync("anna", Document(Line.Replace("12 mm", new string('x', 1_024), StringComparison.Ordinal)), Nothing)).Status);
    }

    private static string Document(string annotations = "", string keyImages = "") => $$"""{"annotations":[{{annotations}}],"keyImages":[{{keyImages}}]}""";

    private static DeletedInstances Deleted(bool isWhole) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        StudyInstanceUid = new Uid(Study),
        IsWholeStudy = isWhole,
        Instances = ImmutableDictionary<Uid, int>.Empty,
        Reason = "It was old.",
        Plugin = "test 1",
    };

    private ValueTask<StoredInstance> AddStudyAsync() => _services.AddAsync(new SampleInstance(new Uid(Study), new Uid(Study + ".1")));

    private IReadOnlyList<string> Files() => [.. Directory.EnumerateFiles(_services.Context.DataFolder, "*.json*", SearchOption.AllDirectories)];

    private async Task<string> ReadAsync(string user)
    {
        var response = await AskAsync("GET", user);
        Assert.Equal(200, response.Status);
        return await ContentAsync(response);
    }

    private Task<WebResponse> PutAsync(string user, string body, string? ifMatch) => AskAsync("PUT", user, body, ifMatch);

    private async Task<WebResponse> AskAsync(string method, string user, string body = "", string? ifMatch = null, string study = Study)
    {
        var request = new WebRequest
        {
            Method = method,
            BaseUrl = "http://pacs.example:8104/annotations",
            Path = $"studies/{study}",
            RouteValues = ImmutableDictionary<string, string>.Empty.Add("study", study),
            Headers = ifMatch is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, [KeyValuePair.Create("If-Match", ifMatch)]),
            Body = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(body))),
            Caller = new CatalogCaller(default, user.Length == 0 ? null : new VerifiedUser(user, UserIdentityType.UserName)),
            CorrelationId = "N1",
        };
        var studies = new AnnotatedStudy(_services.Catalog, _services.ScopePolicy);
        IWebHandler handler = method == "GET" ? new ReadHandler(studies, Store) : new WriteHandler(studies, Store);
        return await handler.HandleAsync(request, TestContext.Current.CancellationToken);
    }

    private static string? Field(WebResponse response, string name) => response.Headers.SingleOrDefault(field => field.Key == name).Value;

    private static async Task<string> ContentAsync(WebResponse response)
    {
        using var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new StreamPipeWriterOptions(leaveOpen: true));
        await response.Body!(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
