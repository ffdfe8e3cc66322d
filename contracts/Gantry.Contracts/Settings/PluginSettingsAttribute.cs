namespace Gantry.Contracts;

/// <summary>
/// Marks the record that declares a plugin's settings: each property with <see cref="SettingAttribute"/> is one, and its initial value the default. A plugin
/// has one such record at most. Its parts import <see cref="IPluginSettings{T}"/> of it.
/// </summary>
/// <remarks>
/// The record is public or internal, has a constructor without parameters, and properties of the types <see cref="string"/>, <see cref="bool"/>,
/// <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="TimeSpan"/>, enumerations, or an immutable array of <see cref="string"/>. What a value may be is
/// said with the attributes of System.ComponentModel.DataAnnotations: Range, StringLength, MinLength, MaxLength, RegularExpression and AllowedValues; a
/// property that is <c>required</c> has no default and must be set. Other attributes are not looked at.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PluginSettingsAttribute : Attribute;
