using System.Diagnostics;
using OpenTelemetry;

namespace Gantry.Host.Telemetry;

/// <summary>Turns the tags that plugins have set on a span into text, before an exporter puts it by.</summary>
internal sealed class ActivityBorder : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var (key, value) in data.TagObjects.Where(tag => !TagText.IsSafe(tag.Value)).ToList())
        {
            data.SetTag(key, TagText.Of(value));
        }
    }
}
