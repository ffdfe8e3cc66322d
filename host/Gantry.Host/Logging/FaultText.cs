using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Gantry.Contracts;
using Gantry.Host.Plugins.Loading;

namespace Gantry.Host.Logging;

/// <summary>
/// Turns an exception of a plugin into text: the object would hold the plugin's load context. Its message may quote what was worked on, a patient's name for
/// example; it is left out unless patient data is asked for, or it can only be the framework's own words about files, sockets or types.
/// </summary>
internal static class FaultText
{
    private static readonly HashSet<Type> Harmless =
    [
        typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(ObjectDisposedException), typeof(OperationCanceledException),
        typeof(TaskCanceledException), typeof(TimeoutException), typeof(IOException), typeof(EndOfStreamException), typeof(FileNotFoundException),
        typeof(DirectoryNotFoundException), typeof(FileLoadException), typeof(BadImageFormatException), typeof(UnauthorizedAccessException), typeof(SocketException), typeof(Win32Exception),
        typeof(OutOfMemoryException), typeof(DivideByZeroException), typeof(InvalidCastException), typeof(MissingMethodException), typeof(MissingFieldException),
        typeof(TypeLoadException), typeof(DllNotFoundException), typeof(EntryPointNotFoundException), typeof(PlatformNotSupportedException),
        typeof(CatalogException), // whose message is for the administrator, by contract
    ];

    /// <summary>Types, messages and stack traces, those of inner exceptions too.</summary>
    public static string Of(Exception exception, bool withPatientData)
    {
        if (withPatientData)
        {
            return exception.ToString();
        }

        var text = new StringBuilder(Short(exception, withPatientData));
        if (exception.StackTrace is { } trace)
        {
            text.AppendLine().Append(trace);
        }

        var inner = exception is AggregateException aggregate ? aggregate.InnerExceptions : exception.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        foreach (var each in inner)
        {
            text.AppendLine().Append(" ---> ").Append(Of(each, withPatientData));
        }

        return text.ToString();
    }

    /// <summary>Type and message.</summary>
    public static string Short(Exception exception, bool withPatientData) =>
        $"{exception.GetType().Name}: {(withPatientData || IsHarmless(exception) ? exception.Message : $"its message may hold {PatientData.Placeholder}")}";

    // Whatever a plugin throws itself says what the plugin's author chose to say.
    private static bool IsHarmless(Exception exception) =>
        Harmless.Contains(exception.GetType())
        && (exception is CatalogException || !PluginCode.Has(new StackTrace(exception).GetFrame(0)?.GetMethod()?.DeclaringType?.Assembly)
            || exception is NullReferenceException or IndexOutOfRangeException or DivideByZeroException or InvalidCastException);
}
