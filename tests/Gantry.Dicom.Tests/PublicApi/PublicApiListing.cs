using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Tests.PublicApi;

/// <summary>What an assembly promises: a line for each type and member that others can use.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The lines, in ordinal order.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="generated">Types whose members are made from tables, which have tests of their own.</param>
    public static IReadOnlyList<string> Of(Assembly assembly, params Type[] generated) =>
        [.. assembly.GetExportedTypes().SelectMany(type => generated.Contains(type) ? [OfType(type)] : MembersOf(type).Prepend(OfType(type))).Order(StringComparer.Ordinal)];

    private static string OfType(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : typeof(Delegate).IsAssignableFrom(type) ? "delegate" : type.IsValueType ? "struct" : "class";
        var modifier = kind != "class" ? "" : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var bases = type.GetInterfaces().Where(one => one.IsPublic && !one.IsGenericType).Select(ApiNames.Of).Order(StringComparer.Ordinal).ToList();
        if (kind == "class" && type.BaseType is { } parent && parent != typeof(object))
        {
            bases.Insert(0, ApiNames.Of(parent));
        }

        return $"{ApiNames.Of(type)} ({modifier}{kind}{(bases.Count == 0 || kind is "enum" or "delegate" ? "" : $" : {string.Join(", ", bases)}")})";
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        var name = ApiNames.Of(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [OfMethod(name, type.GetMethod("Invoke")!)];
        }

        return
        [
            .. type.GetConstructors(Declared).Where(IsPromised).Select(constructor => $"{name}.{type.Name.Split('`')[0]}({ApiNames.Of(constructor.GetParameters())})"),
            .. type.GetMethods(Declared).Where(method => IsPromised(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !IsMadeByCompiler(method)).Select(method => OfMethod(name, method)),
            .. type.GetProperties(Declared).Where(property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsPromised)).Select(property => OfProperty(name, property)),
            .. type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName).Select(field => OfField(name, field)),
            .. type.GetEvents(Declared).Where(one => IsPromised(one.AddMethod!)).Select(one => $"{name}.{one.Name} -> event {ApiNames.Of(one.EventHandlerType!)}"),
        ];
    }

    private static string OfMethod(string type, MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiNames.Of))}>" : "";
        return $"{Modifier(method)}{type}.{method.Name}{generic}({ApiNames.Of(method.GetParameters())}) -> {ApiNames.Of(method.ReturnParameter)}";
    }

    private static string OfProperty(string type, PropertyInfo property)
    {
        var getter = property.GetMethod is { } get && IsPromised(get) ? " get;" : "";
        var setter = property.SetMethod is { } set && IsPromised(set) ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{ApiNames.Of(parameters)}]" : "";
        var isRequired = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{isRequired}{Modifier(property.GetMethod ?? property.SetMethod!)}{type}.{property.Name}{index} {{{getter}{setter} }} -> {ApiNames.Of(property)}";
    }

    private static string OfField(string type, FieldInfo field) => field.IsLiteral
        ? $"const {type}.{field.Name} = {ApiNames.Literal(field.GetRawConstantValue())}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type}.{field.Name} -> {ApiNames.Of(field.FieldType)}";

    private static string Modifier(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract "
            : method is MethodInfo info && info.GetBaseDefinition() != info ? "override "
            : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsInterface ? "virtual " : "");

    private static bool IsPromised(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsMadeByCompiler(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.Contains('<', StringComparison.Ordinal);
}
