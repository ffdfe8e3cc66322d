namespace Gantry.Dicom;

/// <summary>
/// What a database finds names by that match a <see cref="MatchKey.FuzzyName"/>: those that have a part with the same <see cref="PersonNamePart.Sound"/> or, where
/// <see cref="IsBeginning"/>, one whose <see cref="PersonNamePart.Text"/> begins with <see cref="Text"/>. Not all of these match.
/// </summary>
/// <param name="Text">The word, as <see cref="PersonNamePart.Text"/> has it; not empty.</param>
/// <param name="Sound">Its sound, as <see cref="PersonNamePart.Sound"/> has it; not empty.</param>
/// <param name="IsBeginning">True where the word may go on.</param>
public readonly record struct PersonNameAnchor(string Text, string Sound, bool IsBeginning);
