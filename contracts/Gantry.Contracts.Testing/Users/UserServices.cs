namespace Gantry.Contracts.Testing;

/// <summary>The stores of users, which belong together.</summary>
/// <param name="Users">The users.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Tokens">The tokens of the users.</param>
public sealed record UserServices(IUserStore Users, IRoleStore Roles, ITokenStore Tokens);
