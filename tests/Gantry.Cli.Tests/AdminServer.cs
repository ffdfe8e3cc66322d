using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gantry.Cli.Tests;

/// <summary>A server that answers as the test says, and keeps what it was asked. It stands in for the host's administration.</summary>
internal sealed class AdminServer : IAsyncDisposable
{
    public const string Token = "secret";

    private readonly WebApplication _application;
    private readonly Dictionary<string, Queue<(int Status, string ContentType, string Body)>> _answers = [];
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    private AdminServer(WebApplication application) => _application = application;

    /// <summary>The query of the last request, with its question mark.</summary>
    public string LastQuery { get; private set; } = "";

    public string Url => _application.Urls.Single();

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public static async Task<AdminServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new AdminServer(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Answers in turn; the last one stays.</summary>
    public AdminServer Answers(string request, params string[] bodies)
    {
        _answers[request] = new(bodies.Select(body => (200, "application/json", body)));
        return this;
    }

    public AdminServer Refuses(string request, int status, string title, string detail)
    {
        _answers[request] = new([(status, "application/problem+json", $$"""{"title":"{{title}}","status":{{status}},"detail":"{{detail}}"}""")]);
        return this;
    }

    public AdminServer AnswersRaw(string request, int status, string contentType, string body)
    {
        _answers[request] = new([(status, contentType, body)]);
        return this;
    }

    /// <summary>A data folder with the file that a running host leaves there.</summary>
    public string LeaveAdminFile(TemporaryFolder folder)
    {
        File.WriteAllText(
            Path.Combine(folder.Path, "admin.json"),
            $$"""{"url":"{{Url}}","token":"{{Token}}","dicomPort":11112,"httpPort":8104,"aeTitle":"GANTRY","processId":{{Environment.ProcessId}}}""");
        return folder.Path;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var request = $"{http.Request.Method} {http.Request.Path.Value}";
        var body = await reader.ReadToEndAsync();
        (int Status, string ContentType, string Body) answer = (404, "application/problem+json", """{"title":"Not Found","detail":"No such thing."}""");
        lock (_lock)
        {
            LastQuery = http.Request.QueryString.Value ?? "";
            _requests.Add(body.Length == 0 ? request : $"{request} {body}");
            if (_answers.TryGetValue(request, out var answers))
            {
                answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
            }
        }

        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            answer = (401, "text/plain", "");
        }

        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        await http.Response.WriteAsync(answer.Body);
    }
}
