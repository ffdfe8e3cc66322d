namespace Gantry.Plugins.PrimeraDriver;

/// <summary>In what characters files for PTBurn are written: it comes in two builds.</summary>
public enum JobCharacters
{
    /// <summary>As PTBurn writes its own status; in the code page where there is none yet.</summary>
    AsStatus,

    /// <summary>UTF-16 with a byte order mark.</summary>
    Unicode,

    /// <summary>The code page of settings.</summary>
    CodePage,
}
