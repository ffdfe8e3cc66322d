using System.Reflection;

namespace Gantry.Contracts.Testing.Composing;

/// <summary>Refuses, as a host does, a plugin with two handlers for one command and SOP class.</summary>
internal static class ExportedHandlers
{
    private static readonly Dictionary<Type, DimseCommand> Commands = new()
    {
        [typeof(ICStoreHandler)] = DimseCommand.CStore,
        [typeof(ICFindHandler)] = DimseCommand.CFind,
        [typeof(ICMoveHandler)] = DimseCommand.CMove,
        [typeof(ICGetHandler)] = DimseCommand.CGet,
        [typeof(INCreateHandler)] = DimseCommand.NCreate,
        [typeof(INActionHandler)] = DimseCommand.NAction,
        [typeof(INGetHandler)] = DimseCommand.NGet,
        [typeof(INSetHandler)] = DimseCommand.NSet,
        [typeof(INDeleteHandler)] = DimseCommand.NDelete,
        [typeof(INEventReportHandler)] = DimseCommand.NEventReport,
    };

    /// <exception cref="PluginRefusedException">Two handlers serve the same.</exception>
    public static void Check(Assembly assembly)
    {
        var served = new Dictionary<(DimseCommand Command, string What), Type>();
        foreach (var type in assembly.GetTypes())
        {
            foreach (var export in type.GetCustomAttributes<ExportDimseHandlerAttribute>().Where(export => Commands.ContainsKey(export.Contract)))
            {
                IEnumerable<string> group = export.Group == SopClassGroup.None ? [] : [$"every {export.Group} SOP class"];
                foreach (var what in export.SopClasses.Concat(group))
                {
                    if (!served.TryAdd((Commands[export.Contract], what), type))
                    {
                        var other = served[(Commands[export.Contract], what)];
                        throw new PluginRefusedException($"{other.FullName} and {type.FullName} both serve {Commands[export.Contract]} of {what}.");
                    }
                }
            }
        }
    }
}
