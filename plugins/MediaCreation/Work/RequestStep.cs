using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>What a request is after a step.</summary>
/// <param name="Media">The request.</param>
/// <param name="Note">A sentence for administrators.</param>
internal sealed record RequestStep(MediaJob Media, string Note);
