namespace Gantry.Host.Plugins.Folders;

/// <summary>Looks who may write to a folder's files.</summary>
internal sealed class FolderRights(PluginRights demanded)
{
    private static readonly uint?[] Trusted = OperatingSystem.IsLinux() ? [0, LinuxFiles.Account, LinuxFiles.Look(AppContext.BaseDirectory).Owner] : [];

    /// <summary>That a group may write to one of them; null where none may.</summary>
    public string? Remark { get; private set; }

    /// <exception cref="PluginRefusedException">Somebody may write to it who must not.</exception>
    public void Check(string name, FileFacts facts)
    {
        if (demanded == PluginRights.Any || OperatingSystem.IsWindows())
        {
            return; // on Windows rights are lists, and what the owner meant cannot be told from them
        }

        if (facts.Mode.HasFlag(UnixFileMode.OtherWrite))
        {
            throw Refusal($"{name} can be written by everybody");
        }

        if (facts.Owner is { } owner && !Trusted.Contains(owner))
        {
            throw Refusal($"{name} belongs to account {owner}, which is neither the host's nor root");
        }

        if (facts.Mode.HasFlag(UnixFileMode.GroupWrite))
        {
            if (demanded == PluginRights.Owner)
            {
                throw Refusal($"{name} can be written by its group");
            }

            Remark ??= $"{name} can be written by others than its owner.";
        }
    }

    /// <summary>Looks at the folder above, from where the whole could be exchanged.</summary>
    public void CheckAbove(FileFacts facts)
    {
        if (demanded != PluginRights.Any && facts.Mode.HasFlag(UnixFileMode.OtherWrite) && !facts.Mode.HasFlag(UnixFileMode.StickyBit))
        {
            throw Refusal("The folder that it is in can be written by everybody");
        }
    }

    private static PluginRefusedException Refusal(string what) => new($"{what}; Gantry:PluginRights says who may.");
}
