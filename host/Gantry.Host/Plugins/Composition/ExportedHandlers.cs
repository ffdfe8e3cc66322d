using System.Reflection;
using Gantry.Contracts;

namespace Gantry.Host.Plugins.Composition;

/// <summary>Sees to it that of one plugin, too, one handler alone serves a command and SOP class.</summary>
internal static class ExportedHandlers
{
    /// <exception cref="PluginRefusedException">Two would.</exception>
    public static void Check(Assembly assembly)
    {
        var handlers = assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<ExportDimseHandlerAttribute>().Select(export => (Type: type, Export: export))).ToList();
        for (var i = 0; i < handlers.Count; i++)
        {
            foreach (var (type, export) in handlers.Skip(i + 1))
            {
                if (Clash(handlers[i].Export, export) is { } clash)
                {
                    throw new PluginRefusedException($"{handlers[i].Type.FullName} and {type.FullName} both serve {clash}.");
                }
            }
        }
    }

    private static string? Clash(ExportDimseHandlerAttribute one, ExportDimseHandlerAttribute other)
    {
        if (one.Contract != other.Contract || !ServiceContracts.Handlers.TryGetValue(one.Contract, out var command))
        {
            return null;
        }

        var both = one.SopClasses.Intersect(other.SopClasses).FirstOrDefault();
        var ofGroup = one.Group != SopClassGroup.None && one.Group == other.Group ? $"every {one.Group} SOP class" : null;
        return (both ?? ofGroup) is { } what ? $"{command} of {what}" : null;
    }
}
