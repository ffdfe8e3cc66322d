namespace Gantry.Plugins.FileStore;

/// <summary>How the folders of instances are named.</summary>
public enum StoreLayout
{
    /// <summary>By a hash of the study: folders stay small, and all of a study is in one, whenever it came.</summary>
    Study,

    /// <summary>By the day on which the instance came, and then by study: a backup of what is new is a copy of some folders.</summary>
    Date,
}
