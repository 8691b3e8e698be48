// What a call has cost so far, in operations.
let spent = 0;
const spend = (count) => {
  spent += count;
  if (spent > most) native.over();
};
const words = (text) => text.split(/\s+/).filter((word) => word !== '');
