namespace Gantry.Host.Plugins.Registry;

/// <summary>Which of two versions the operation in this flow of control goes to, where an administrator compares them; else the rule of the trial says so.</summary>
internal static class VersionScope
{
    private static readonly AsyncLocal<bool?> Ambient = new();

    /// <summary>True for the version on trial, false for the one that serves; null where the rule of the trial says.</summary>
    public static bool? TakesTrial => Ambient.Value;

    /// <summary>Says it for what follows in this flow.</summary>
    public static void Choose(bool? takesTrial)
    {
        if (takesTrial is not null)
        {
            Ambient.Value = takesTrial;
        }
    }
}
