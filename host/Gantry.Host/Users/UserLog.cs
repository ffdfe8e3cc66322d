namespace Gantry.Host.Users;

internal static partial class UserLog // event ids 1950 to 1999
{
    [LoggerMessage(EventId = 1950, EventName = nameof(FirstAdministratorMade), Level = LogLevel.Warning,
        Message = "There were no users: {User} was made, with the password in {File}; it has to be changed at the first login")]
    public static partial void FirstAdministratorMade(this ILogger logger, string user, string file);

    [LoggerMessage(EventId = 1951, EventName = nameof(UsersNotKept), Level = LogLevel.Warning,
        Message = "Users and tokens could not be looked after, and will be later: {Reason}")]
    public static partial void UsersNotKept(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1952, EventName = nameof(UsersNotRead), Level = LogLevel.Warning,
        Message = "Whether there are users cannot be read yet; nobody can log in until then: {Reason}")]
    public static partial void UsersNotRead(this ILogger logger, string reason);
}
