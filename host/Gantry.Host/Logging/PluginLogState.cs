using System.Collections;
using Gantry.Contracts;

namespace Gantry.Host.Logging;

/// <summary>What a plugin logs, once it is safe: a message template, its values, and which plugin it was.</summary>
internal sealed class PluginLogState : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string PluginProperty = "PluginId";
    private const string Template = "{OriginalFormat}";
    private readonly List<KeyValuePair<string, object?>> _values;

    private PluginLogState(List<KeyValuePair<string, object?>> values) => _values = values;

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public static PluginLogState Of(string plugin, object? state, bool withPatientData)
    {
        var values = new List<KeyValuePair<string, object?>>();
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            foreach (var (name, value) in pairs)
            {
                // The serialising sign would make the sink look into the value; what is left of it is text.
                values.Add(name == Template ? new(name, value as string ?? "") : new(name.TrimStart('@', '$'), LogValue.Of(name, value, withPatientData)));
            }
        }

        if (!values.Exists(pair => pair.Key == Template))
        {
            // No template, so nothing tells what in the text is what: only a plain message is let through.
            values.Add(new(Template, "{Message}"));
            values.Add(new("Message", state is string text || withPatientData ? LogValue.Of("Message", state, withPatientData) : PatientData.Placeholder));
        }

        values.Add(new(PluginProperty, plugin));
        return new PluginLogState(values);
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The template; sinks put the values in.</summary>
    public override string ToString() => (string)_values.Find(pair => pair.Key == Template).Value!;
}
