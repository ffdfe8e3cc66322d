using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Gantry.Plugins.TransactionLog.Audit;

/// <summary>Audit messages as syslog has them (RFC 5424): facility 10, security; severity 5, notice, or 4, warning, for alerts; MSG is XML in UTF-8 (PS3.15 §A.6).</summary>
internal static class SyslogMessage
{
    private const int SecurityFacility = 10, Warning = 4, Notice = 5;
    private const int MaximumHostName = 255, MaximumMessageId = 32;

    public static byte[] Of(XElement message, bool isAlert, DateTimeOffset at, string hostName, string messageId)
    {
        var priority = (SecurityFacility * 8) + (isAlert ? Warning : Notice);
        var header = string.Create(
            CultureInfo.InvariantCulture,
            $"<{priority}>1 {at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z {Field(hostName, MaximumHostName)} gantry {Environment.ProcessId} {Field(messageId, MaximumMessageId)} - ");
        return Encoding.UTF8.GetBytes(header + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + message.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>The length that stands before a message on a stream: octet counting (RFC 5425 §4.3).</summary>
    public static byte[] Frame(int length) => Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture) + " ");

    // Printable ASCII without blanks; a hyphen stands for nothing.
    private static string Field(string text, int maximum)
    {
        var clean = string.Concat(text.Where(c => c is > ' ' and < '\u007f'));
        return clean.Length == 0 ? "-" : clean.Length > maximum ? clean[..maximum] : clean;
    }
}
