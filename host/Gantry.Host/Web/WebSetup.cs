using Gantry.Host.Users;

namespace Gantry.Host.Web;

/// <summary>What plugins answer over HTTP: <c>/PREFIX/**</c>, beside the host's own <c>/admin</c>, <c>/health</c> and <c>/metrics</c>.</summary>
internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddSingleton<WebCalls>();
        services.AddSingleton<WebNotes>();
        services.AddSingleton<WebDispatcher>();
    }

    /// <summary>The prefix of the plugin that has the page for people: whoever opens the server's address without a path comes there.</summary>
    private const string Home = "workstation";

    public static void UseWeb(this WebApplication application)
    {
        var dispatcher = application.Services.GetRequiredService<WebDispatcher>();
        application.Use((context, next) => dispatcher.Find(context.Request.Path) is { } slot ? dispatcher.AnswerAsync(context, slot) : next(context));
        application.MapGet("/", () => dispatcher.Find($"/{Home}") is null ? Results.NotFound() : Results.Redirect($"/{Home}/")).WithMetadata(NeededRight.None);
    }
}
