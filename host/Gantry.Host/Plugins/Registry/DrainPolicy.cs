namespace Gantry.Host.Plugins.Registry;

/// <summary>What becomes of the operations that a retired generation still has.</summary>
/// <param name="Deadline">How long they go on undisturbed.</param>
/// <param name="Cancels">True to cancel what is left then; false to wait on, and say so.</param>
internal sealed record DrainPolicy(TimeSpan Deadline, bool Cancels);
