using Gantry.Host.Dispatch;
using Gantry.Host.Listener;
using Gantry.Host.Users;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary><c>/admin/listeners</c>: the ports of DICOM, and <c>{name}/start|pause|stop</c>, which hold until the next, over restarts.</summary>
internal static class ListenerEndpoints
{
    public static Task<IResult> ListAsync(HttpContext context) => Task.FromResult(Shown(context));

    public static async Task<IResult> ChangeAsync(HttpContext context)
    {
        var (name, action) = ((string)context.Request.RouteValues["name"]!, (string)context.Request.RouteValues["action"]!);
        if (context.Service<ListenerSwitches>().Find(name) is not { } found)
        {
            return Problem(404, "No such listener", $"There is no listener {name}.");
        }

        ListenerState? state = action switch { "start" => ListenerState.Serving, "pause" => ListenerState.Paused, "stop" => ListenerState.Stopped, _ => null };
        if (state is null)
        {
            return Problem(404, "No such action", "There are start, pause and stop.");
        }

        var isAborting = QueryValues.Flag(context.Request.Query, "abort");
        if (isAborting && state == ListenerState.Serving)
        {
            throw new BadHttpRequestException("Associations are aborted where a listener pauses or stops.");
        }

        try
        {
            if (found.Change(state.Value))
            {
                context.Service<ILogger<ListenerSwitch>>().ListenerChanged(found.Listener.Name, state.Value.ToString().ToLowerInvariant(), context.User().Name);
            }
        }
        catch (IOException fault)
        {
            return Problem(409, "Not done", fault.Message);
        }

        foreach (var open in isAborting ? Of(context, found) : [])
        {
            await open.Association.AbortAsync("The administrator stopped the port.").ConfigureAwait(false);
        }

        return Shown(context);
    }

    private static List<OpenAssociation> Of(HttpContext context, ListenerSwitch listener) =>
        [.. context.Service<OpenAssociations>().List().Where(open => open.Origin is { IsOwn: false } origin && origin.Listener.Name == listener.Listener.Name)];

    private static IResult Shown(HttpContext context)
    {
        var endpoints = context.Service<ServedEndpoints>();
        return Results.Json(
            new ListenersView([.. context.Service<ListenerSwitches>().All.Select(each => ListenerView.Of(each, endpoints, Of(context, each).Count))]),
            ListenerJson.Default.ListenersView);
    }
}
