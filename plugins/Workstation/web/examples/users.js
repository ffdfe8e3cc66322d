import '@gantry/workstation/users';

// Who may log in, and the roles.
export default (place, { token }) => {
  const element = document.createElement('gantry-users');
  element.token = token;
  place.append(element);
};
