namespace Gantry.Host.Users;

/// <summary>A login; with a new password it replaces the present one.</summary>
internal sealed record LoginRequest(string Name, string Password, string? NewPassword = null)
{
    /// <summary>Without the passwords.</summary>
    public override string ToString() => $"login of {Name}";
}

/// <summary>Another password for whoever asks.</summary>
internal sealed record PasswordChange(string Password, string NewPassword)
{
    /// <summary>Without the passwords.</summary>
    public override string ToString() => "password change";
}

/// <summary>A token for a program: what it is for, and for how many days it is good; 1 to 3,650, 365 unless given.</summary>
internal sealed record TokenRequest(string? Description = null, int? Days = null);
