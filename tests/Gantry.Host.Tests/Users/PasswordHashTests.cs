using Gantry.Host.Users;

namespace Gantry.Host.Tests.Users;

public class PasswordHashTests
{
    // Of the reference implementation's own tests: version 0x13, two passes, one lane, the salt "somesalt".
    private const string OfReference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    [Fact]
    public void A_hash_is_that_of_its_password_alone()
    {
        var hash = PasswordHash.Make("correct horse battery");

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.True(hash.Length <= 512);
        Assert.True(PasswordHash.IsOf(hash, "correct horse battery"));
        Assert.False(PasswordHash.IsOf(hash, "correct horse batterx"));
        Assert.NotEqual(hash, PasswordHash.Make("correct horse battery"));
    }

    [Fact]
    public void Another_implementation_s_hash_is_understood()
    {
        Assert.True(PasswordHash.IsOf(OfReference, "password"));
        Assert.False(PasswordHash.IsOf(OfReference, "Password"));
        Assert.False(PasswordHash.IsWeak(OfReference));
    }

    [Fact]
    public void A_hash_that_cost_less_is_weak() => Assert.True(PasswordHash.IsWeak(OfReference.Replace("m=65536,t=2", "m=4096,t=3", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$!$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFh")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ")]
    public void What_is_no_hash_is_nobody_s(string hash)
    {
        Assert.False(PasswordHash.IsOf(hash, "password"));
        Assert.True(PasswordHash.IsWeak(hash));
    }
}
