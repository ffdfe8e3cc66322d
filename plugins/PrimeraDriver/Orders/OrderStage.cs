namespace Gantry.Plugins.PrimeraDriver;

/// <summary>How far the driver is with an order.</summary>
public enum OrderStage
{
    /// <summary>It is taken; PTBurn has nothing of it.</summary>
    Taken,

    /// <summary>Content and job lie in the job folder, the job under a name that PTBurn does not look at, or under its own already.</summary>
    Submitting,

    /// <summary>PTBurn has the job.</summary>
    Submitted,
}
