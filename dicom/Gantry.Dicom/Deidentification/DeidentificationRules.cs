namespace Gantry.Dicom;

/// <summary>The table of PS3.15 §E.1, asked with a set of options.</summary>
internal readonly struct DeidentificationRules(ConfidentialityOptions profile)
{
    /// <summary>The action of the options where one of them names the attribute, of the basic profile otherwise.</summary>
    /// <param name="tag">The attribute.</param>
    /// <param name="basic">The action of the basic profile, for what the action of an option does not fit.</param>
    public DeidentificationAction ActionOf(Tag tag, out DeidentificationAction basic)
    {
        basic = DeidentificationAction.None;
        var index = DeidentificationData.Tags.BinarySearch(tag.Value);
        if (index < 0)
        {
            return basic;
        }

        basic = (DeidentificationAction)DeidentificationData.Basic[index];
        var clean = (ConfidentialityOptions)DeidentificationData.Clean[index] & profile;

        // A date of the device's, kept as it is beside dates that have moved, would tell by how much.
        return clean.HasFlag(ConfidentialityOptions.RetainLongitudinalModifiedDates) ? DeidentificationAction.Clean
            : ((ConfidentialityOptions)DeidentificationData.Keep[index] & profile) != 0 ? DeidentificationAction.Keep
            : clean != 0 ? DeidentificationAction.Clean
            : basic;
    }

    /// <summary>
    /// One action of a compound one. Which is right depends on the attribute's type in the IOD; without knowing that, the last one is valid for every type it is
    /// given for. A value that was empty already shows that the attribute is not of type 1, so it needs no dummy.
    /// </summary>
    public static DeidentificationAction Resolve(DeidentificationAction action, bool isEmpty) => action switch
    {
        DeidentificationAction.RemoveOrZero => DeidentificationAction.Zero,
        DeidentificationAction.RemoveOrDummy => isEmpty ? DeidentificationAction.Remove : DeidentificationAction.Dummy,
        DeidentificationAction.ZeroOrDummy or DeidentificationAction.RemoveZeroOrDummy => isEmpty ? DeidentificationAction.Zero : DeidentificationAction.Dummy,
        DeidentificationAction.RemoveZeroOrReplaceUids when isEmpty => DeidentificationAction.Zero,
        _ => action,
    };
}
