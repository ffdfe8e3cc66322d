using System.Collections.Immutable;

namespace Gantry.Contracts;

/// <summary>Rights that roles have, and routes need. Plugins may have further ones of their own.</summary>
public static class Rights
{
    /// <summary>Every right.</summary>
    public const string All = "*";

    /// <summary>What whoever reaches the server may do, who has not signed in, too: for pages and what they are made of, which show nothing of anybody.</summary>
    public const string Anyone = "anyone";

    /// <summary>To search patients, studies, series and instances.</summary>
    public const string Search = "instances.search";

    /// <summary>To retrieve instances, their attributes, and images of them.</summary>
    public const string Retrieve = "instances.retrieve";

    /// <summary>To store instances.</summary>
    public const string Store = "instances.store";

    /// <summary>To see how the server does: status, statistics, plugins, known AEs, associations, conformance. It shows no patients.</summary>
    public const string ReadStatus = "status.read";

    /// <summary>To search other AEs, to have them send here, and to send to them.</summary>
    public const string UseRemote = "remote.use";

    /// <summary>To order media, and to see, cancel and repeat the own orders.</summary>
    public const string OrderMedia = "media.order";

    /// <summary>Beside <see cref="OrderMedia"/>: to see, cancel and repeat all requests for media, whoever made them.</summary>
    public const string ManageMedia = "media.manage";

    /// <summary>To see, resume and cancel what is sent to other AEs, and requests for storage commitment.</summary>
    public const string ManageTransfers = "transfers.manage";

    /// <summary>To load, replace and remove plugins, and to change their settings.</summary>
    public const string ManagePlugins = "plugins.manage";

    /// <summary>To change the known AEs, and to abort associations.</summary>
    public const string ManageNetwork = "network.manage";

    /// <summary>To look after what is stored: verification, import, retention, what was set aside, the database.</summary>
    public const string ManageStorage = "storage.manage";

    /// <summary>To delete studies, series and instances for good, with a reason.</summary>
    public const string DeleteStudies = "studies.delete";

    /// <summary>To read the server's log and the transaction log.</summary>
    public const string ReadLog = "log.read";

    /// <summary>To change what is logged, and to import or replay transactions.</summary>
    public const string ManageLog = "log.manage";

    /// <summary>To change users, roles and their tokens.</summary>
    public const string ManageUsers = "users.manage";

    /// <summary>The rights that roles can have, without those of plugins, <see cref="All"/> first.</summary>
    public static ImmutableArray<string> Known { get; } =
    [
        All, Search, Retrieve, Store, ReadStatus, UseRemote, OrderMedia, ManageMedia, ManageTransfers, ManagePlugins, ManageNetwork, ManageStorage, DeleteStudies, ReadLog, ManageLog, ManageUsers,
    ];
}
