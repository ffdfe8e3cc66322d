using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Gantry.Host.Logging;
using Gantry.Host.Plugins.Loading;

namespace Gantry.Host.Plugins.Faults;

/// <summary>
/// Keeps the host alive where a plugin throws on a thread, a timer or in an async void method of its own: the exception ends there, is logged with the
/// plugin's name, and what it was about to do stays undone. Exceptions that no plugin's code is in end the host as ever.
/// </summary>
internal static class UnhandledExceptions
{
    /// <summary>Begins. There is one handler in a process, and it stays.</summary>
    public static void Contain(ILogger logger, bool withPatientData) => ExceptionHandling.SetUnhandledExceptionHandler(exception =>
    {
        if (PluginOf(exception) is not { } plugin)
        {
            return false;
        }

        logger.UnhandledExceptionContained(plugin, FaultText.Of(exception, withPatientData));
        return true;
    });

    /// <summary>The assembly of the first frame that is a plugin's; null where no frame is.</summary>
    public static string? PluginOf(Exception exception) => new StackTrace(exception).GetFrames()
        .Select(frame => frame.GetMethod()?.DeclaringType?.Assembly).FirstOrDefault(PluginCode.Has)?.GetName().Name;
}
