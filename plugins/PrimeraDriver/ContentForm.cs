namespace Gantry.Plugins.PrimeraDriver;

/// <summary>How the robot gets the content of a disc.</summary>
public enum ContentForm
{
    /// <summary>As an ISO image in a folder of the job folder.</summary>
    Image,

    /// <summary>As files in a folder of the job folder.</summary>
    Files,

    /// <summary>As the files that the server has prepared, where they are: the robot's computer must see them.</summary>
    InPlace,
}
