using System.Collections.Immutable;
using System.Reflection.Metadata;
using Gantry.Contracts;

namespace Gantry.Host.Plugins.Loading;

/// <summary>An export of a handler as the attribute in the metadata has it.</summary>
/// <param name="Contract">The name of the handler interface.</param>
/// <param name="SopClasses">The UIDs of the SOP classes.</param>
/// <param name="Group">SOP classes served besides.</param>
internal sealed record DeclaredHandler(string Contract, ImmutableArray<string> SopClasses, SopClassGroup Group)
{
    public static IEnumerable<DeclaredHandler> Of(MetadataReader metadata, TypeDefinitionHandle type) => metadata.GetTypeDefinition(type).GetCustomAttributes()
        .Select(metadata.GetCustomAttribute).Where(attribute => TypeOf(metadata, attribute) == nameof(ExportDimseHandlerAttribute))
        .Select(attribute => Of(attribute.DecodeValue(AttributeTypeNames.Instance)));

    private static DeclaredHandler Of(CustomAttributeValue<string> value)
    {
        var contract = ((string)value.FixedArguments[0].Value!).Split(',')[0];
        var classes = (ImmutableArray<CustomAttributeTypedArgument<string>>)value.FixedArguments[1].Value!;
        var group = value.NamedArguments.FirstOrDefault(argument => argument.Name == nameof(ExportDimseHandlerAttribute.Group)).Value;
        return new DeclaredHandler(
            contract[(contract.LastIndexOf('.') + 1)..], [.. classes.Select(uid => uid.Value as string ?? "")], group is int number ? (SopClassGroup)number : SopClassGroup.None);
    }

    private static string? TypeOf(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name)
            : null;
}
