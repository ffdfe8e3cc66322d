using System.Globalization;
using System.Reflection;

namespace Gantry.Dicom.Tests.PublicApi;

/// <summary>Types and parameters as C# spells them, nullability included.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(char)] = "char",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var direction = !type.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return direction + Of(type.IsByRef ? type.GetElementType()! : type, new NullabilityInfoContext().Create(parameter));
    }

    public static string Of(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Default(ParameterInfo parameter) =>
        parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : Literal(parameter.RawDefaultValue);

    private static string Of(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var suffix = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{suffix}";
        }

        if (type.IsGenericParameter)
        {
            return type.Name + suffix;
        }

        return (Keywords.TryGetValue(type, out var keyword) ? keyword : Full(type, nullability)) + suffix;
    }

    private static string Full(Type type, NullabilityInfo? nullability)
    {
        var prefix = type.DeclaringType is { } outer ? Of(outer) + "." : type.Namespace + ".";
        var arguments = type.GetGenericArguments();
        return arguments.Length == 0 || !type.Name.Contains('`', StringComparison.Ordinal)
            ? prefix + type.Name
            : $"{prefix}{type.Name.Split('`')[0]}<{string.Join(", ", arguments.Select((argument, index) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(index))))}>";
    }
}
