using System.Globalization;
using System.Text;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Writes jobs (<c>.JRQ</c>) and messages (<c>.PTM</c>): a key and its value in each line.</summary>
internal static class JobFile
{
    private const int LongestText = 260;

    /// <summary>The text of a job.</summary>
    /// <param name="order">What is to be made.</param>
    /// <param name="content">The image or folder with the content, as the robot sees it.</param>
    /// <param name="robot">The robot; empty for whichever PTBurn takes.</param>
    /// <param name="settings">How.</param>
    public static string Of(KeptOrder order, string content, string robot, PrimeraSettings settings)
    {
        var job = new StringBuilder();
        Add(job, "JobID", order.Id);
        Add(job, "ClientID", settings.ClientID);
        Add(job, "Importance", order.Priority switch { MediaPriority.High => 2, MediaPriority.Low => 6, _ => 4 });
        if (settings.Content == ContentForm.Image)
        {
            Add(job, "ImageFile", content);
        }
        else
        {
            Add(job, "Data", content);
            Add(job, "DataImageType", settings.DataImageType);
            Add(job, "PreMasterData", settings.PreMasterData);
        }

        Add(job, "DiscType", PrimeraSettings.Find(settings.DiscTypeFor, order.Medium));
        Add(job, "VolumeName", order.Volume);
        Add(job, "Copies", order.Copies);
        Add(job, "RobotName", robot);
        Add(job, "BinID", PrimeraSettings.Find(settings.BinFor, order.Medium));
        Add(job, "CloseDisc", settings.CloseDisc);
        Add(job, "VerifyDisc", settings.VerifyDisc);
        Add(job, "RejectIfNotBlank", settings.RejectIfNotBlank);
        Add(job, "TestRecord", settings.TestRecord);
        Add(job, "LoadUnloadOverride", settings.Hold != LoadHold.None);
        if (settings.BurnSpeed > 0)
        {
            Add(job, "BurnSpeed", settings.BurnSpeed);
        }

        AddLabel(job, order, settings);
        return job.ToString();
    }

    /// <summary>The text of a message.</summary>
    /// <param name="message">What PTBurn is to do: ABORT and so on.</param>
    /// <param name="keys">What else it is told.</param>
    public static string Message(string message, params ReadOnlySpan<(string Key, string Value)> keys)
    {
        var text = new StringBuilder();
        Add(text, "Message", message);
        foreach (var (key, value) in keys)
        {
            Add(text, key, value);
        }

        return text.ToString();
    }

    private static void AddLabel(StringBuilder job, KeptOrder order, PrimeraSettings settings)
    {
        if (order.Label.Length == 0)
        {
            return;
        }

        Add(job, "PrintLabel", order.Label);
        if (order.Label.EndsWith(".std", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var field in order.MergeFields)
            {
                // An empty field keeps its line: the order is what tells fields apart.
                job.Append("MergeField = ").Append(Line(field)).Append("\r\n");
            }
        }

        Add(job, "PrintReject", settings.PrintReject);
        Add(job, "PrintQuality", settings.PrintQuality < 0 ? null : Number(settings.PrintQuality));
        Add(job, "PrintInnerDiam", settings.PrintInnerDiameter < 150 ? null : Number(settings.PrintInnerDiameter));
        Add(job, "PrintOuterMargin", settings.PrintOuterMargin < 0 ? null : Number(settings.PrintOuterMargin));
    }

    private static void Add(StringBuilder text, string key, bool value) => Add(text, key, value ? "YES" : null);

    private static void Add(StringBuilder text, string key, int value) => Add(text, key, Number(value));

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(key).Append(" = ").Append(Line(value)).Append("\r\n");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // A line break within a value would begin another key: PTBurn runs programs where a message says so.
    private static string Line(string value)
    {
        var line = string.Concat(value.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)).Trim();
        return line.Length <= LongestText ? line : line[..LongestText];
    }
}
